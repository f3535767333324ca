import pytest
from cryptography.fernet import Fernet
from django.core.checks import run_checks
from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import F

from intake.models import Contact
from recovery_site.fields import UndecipherableError, cipher, keyed_hash
from tests.factories.intake import make_request

pytestmark = pytest.mark.django_db


def contact(name: str = "Wilhelmina") -> Contact:
    return Contact.objects.get(pk=make_request(name=name).requester_id)


def raw(column: str = "name") -> str:
    with connection.cursor() as cursor:
        # Names of our own schema.
        cursor.execute(f"SELECT {column} FROM intake_contact")  # noqa: S608
        return cursor.fetchone()[0]


@pytest.mark.parametrize("text", ["Wilhelmina", "Zoë 🙂", "a\nb", " ", "gAAAAA", "a" * 5000])
def test_what_is_stored_comes_back(text: str) -> None:
    found = contact()
    found.name = text
    found.save()
    assert Contact.objects.get().name == text
    assert Contact.objects.values_list("name", flat=True).get() == text
    assert raw() != text


def test_the_same_text_is_stored_differently_each_time() -> None:
    found = contact()
    first = raw()
    found.save()
    assert raw() != first


def test_nothing_stays_nothing() -> None:
    contact("")
    assert raw() == ""
    assert Contact.objects.get().name == ""


def test_every_way_of_writing_encrypts() -> None:
    found = contact()
    Contact.objects.update(name="Updated")
    assert "Updated" not in raw()
    found.name = "Bulk"
    Contact.objects.bulk_update([found], ["name"])
    assert "Bulk" not in raw()
    assert Contact.objects.get().name == "Bulk"
    Contact.objects.update(name=F("phone"))
    assert Contact.objects.get().name == found.phone


def test_a_wrong_key_raises_and_shows_nothing(settings) -> None:
    contact()
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(UndecipherableError, match=r"intake\.Contact\.name") as error:
        Contact.objects.get()
    assert raw() not in str(error.value)


def test_text_that_was_never_encrypted_raises() -> None:
    contact()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE intake_contact SET name = 'Wilhelmina'")
    with pytest.raises(UndecipherableError):
        Contact.objects.get()


def test_a_new_key_writes_and_the_old_one_still_reads(settings) -> None:
    found = contact()
    old = settings.FIELD_ENCRYPTION_KEYS
    new = Fernet.generate_key().decode()
    settings.FIELD_ENCRYPTION_KEYS = [new, *old]
    assert Contact.objects.get().name == "Wilhelmina"
    found.save()
    settings.FIELD_ENCRYPTION_KEYS = [new]
    assert Contact.objects.get().name == "Wilhelmina"


@pytest.mark.parametrize("lookup", ["exact", "in", "contains", "startswith", "gt", "regex"])
def test_it_cannot_be_searched(lookup: str) -> None:
    value = ["x"] if lookup == "in" else "x"
    with pytest.raises(FieldError, match="encrypted"):
        Contact.objects.filter(**{f"name__{lookup}": value})


def test_a_hash_depends_on_value_purpose_and_key(settings) -> None:
    first = keyed_hash("x", purpose="a")
    assert len(first) == 64
    assert first == keyed_hash("x", purpose="a")
    assert first not in {keyed_hash("y", purpose="a"), keyed_hash("x", purpose="b")}
    settings.FIELD_HASH_KEY = "another"
    assert first != keyed_hash("x", purpose="a")
    assert keyed_hash("", purpose="a") == ""


@pytest.mark.parametrize("keys", [[], ["short"], ["a b"], None])
def test_without_a_key_the_site_does_not_start(settings, keys) -> None:
    settings.FIELD_ENCRYPTION_KEYS = keys
    assert "recovery_site.E001" in [found.id for found in run_checks()]


def test_without_a_key_for_hashes_the_site_does_not_start(settings) -> None:
    settings.FIELD_HASH_KEY = ""
    assert "recovery_site.E002" in [found.id for found in run_checks()]


def test_with_keys_nothing_is_found() -> None:
    assert [found.id for found in run_checks() if found.id.startswith("recovery_site.")] == []
    assert cipher() is cipher()

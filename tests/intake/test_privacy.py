"""What a person wrote is in the encrypted columns and nowhere else."""

import json
import logging

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.db import connection
from django.test import Client
from django.utils import timezone

from intake import actions
from intake.models import CallbackRequest, Contact, MarketingConsent
from intake.submissions import email_hash, phone_hash
from recovery_site.logs import JsonFormatter
from tests.factories.accounts import make_staff
from tests.factories.intake import answers, make_recipient, make_request
from tests.factories.listings import NOON, site_owner

pytestmark = pytest.mark.django_db
PERSON = {
    "first_name": "Wilhelmina", "phone": "561-555-0142", "email": "w.quill@example.org",
    "for_whom": "client", "organisation": "Palmetto Hospital", "role": "Ward planner",
    "message": "Ring twice at the blue door", "marketing_consent": "on",
}  # fmt: skip
TRACES = ("Wilhelmina", "555014", "555-01", "w.quill", "Palmetto", "Ward", "blue door", "Quiet")


def everything_happens() -> CallbackRequest:
    """Somebody asks twice, staff call and write notes."""
    site_owner()
    make_recipient()
    client = Client()
    client.post("/ask-for-a-call/", answers(**PERSON))
    client.post("/ask-for-a-call/", answers(**PERSON | {"message": "The blue door again"}))
    request = CallbackRequest.objects.earliest("pk")
    staff = make_staff()
    actions.mark_opened(request=request, by=staff, at=NOON)
    actions.record_attempt(
        request=request, by=staff, at=NOON, channel="call", outcome="reached", note="Wilhelmina"
    )
    actions.add_note(request=request, by=staff, at=NOON, body="Quiet room at Palmetto")
    actions.move_request(request=request, to="closed", reason="cost", by=staff, at=NOON)
    return request


def stored_rows() -> str:
    """Every value of every table, as the database has it."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            # Names of our own schema.
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows += [repr(row) for row in cursor.fetchall()]
    return "\n".join(rows)


def test_the_database_holds_no_readable_word_of_it() -> None:
    everything_happens()
    stored = stored_rows()
    assert "Robin" not in stored
    assert [trace for trace in TRACES if trace in stored] == []
    contact = Contact.objects.earliest("pk")
    assert (contact.name, contact.phone) == ("Wilhelmina", "+15615550142")
    assert (contact.email, contact.consents.count()) == ("w.quill@example.org", 1)


def test_the_words_of_the_consent_are_no_secret() -> None:
    everything_happens()
    assert MarketingConsent.objects.first().wording in stored_rows()


def test_no_object_names_a_person() -> None:
    everything_happens()
    seen = 0
    for model in apps.get_models():
        for thing in model._default_manager.all():
            text = f"{thing} {thing!r}"
            seen += 1
            assert [trace for trace in TRACES if trace in text] == [], model
    assert seen > 20


def test_what_is_logged_names_no_person(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    everything_happens()
    refused = Client().post("/ask-for-a-call/", answers(**PERSON | {"phone": "w.quill"}))
    assert refused.status_code == 422
    lines = [
        JsonFormatter().format(record)
        for record in caplog.records
        if not record.name.startswith(("django.db", "django.template"))
    ]
    assert len(lines) > 3
    assert all(json.loads(line) for line in lines)
    assert [trace for trace in TRACES if trace in "\n".join(lines)] == []


def test_a_failure_while_storing_is_logged_without_it(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    site_owner()

    def fail(**kwargs: object) -> None:
        raise RuntimeError(f"Could not store {kwargs}")

    monkeypatch.setattr("intake.views.asking.submit_within_limits", fail)
    client = Client(raise_request_exception=False)
    assert client.post("/ask-for-a-call/", answers(**PERSON)).status_code == 500
    lines = "\n".join(JsonFormatter().format(record) for record in caplog.records)
    assert "RuntimeError" in lines
    assert [trace for trace in TRACES if trace in lines] == []


def test_people_are_found_by_a_hash_that_needs_the_key(settings) -> None:
    request = make_request(phone="+15615550142;ext=5", email="W.Quill@Example.org")
    wanted = {
        "phone_hash": phone_hash("+15615550142"),
        "email_hash": email_hash("w.quill@example.org"),
    }
    for name, value in wanted.items():
        assert list(CallbackRequest.objects.of_person(**{name: value})) == [request]
    settings.FIELD_HASH_KEY = "another"
    assert phone_hash("+15615550142") != wanted["phone_hash"]


def test_nobody_is_found_by_an_empty_hash() -> None:
    make_request(email="")
    assert list(CallbackRequest.objects.of_person()) == []
    assert list(CallbackRequest.objects.of_person(email_hash=email_hash(""))) == []


def test_the_same_text_as_phone_and_e_mail_has_two_hashes() -> None:
    assert phone_hash("x") != email_hash("x")


def test_a_search_that_would_read_the_column_is_a_mistake() -> None:
    with pytest.raises(FieldError, match="encrypted"):
        Contact.objects.filter(name="Wilhelmina").exists()


def test_a_look_up_leaves_no_trace_in_an_address(client: Client, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(make_staff(is_superuser=True))
    make_request(at=timezone.now(), phone="+15615550142")
    response = client.post("/admin/intake/callbackrequest/find/", {"wanted": "561-555-0142"})
    assert response.status_code == 200
    assert response.request["QUERY_STRING"] == ""
    assert 'method="post"' in response.content.decode()
    assert response.context["found"]

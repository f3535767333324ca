"""Keys that don't belong to the database stop the start, and a former key can be left behind."""

import re
from collections.abc import Callable
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from django.core.checks import Tags, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import Client

from intake import actions
from intake.models import CallbackRequest, Contact, Note
from recovery_site import keys
from recovery_site.models import AuditEvent, KeyCheck
from recovery_site.supervisor import Child
from tests.factories.accounts import make_staff
from tests.factories.intake import make_request
from tests.factories.listings import NOON

TOKEN = re.compile(r"gAAAA[\w=-]{60,}")
SERVE = "recovery_site.management.commands.serve"

pytestmark = pytest.mark.django_db


def new_key() -> str:
    return Fernet.generate_key().decode()


def columns() -> list[tuple[str, str]]:
    return [
        (model._meta.db_table, model._meta.get_field(name).column)
        for model, name in keys.encrypted_columns()
    ]


def tokens() -> set[str]:
    """Every encrypted value, as it is stored."""
    found = set()
    with connection.cursor() as cursor:
        for table, column in columns():
            cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608  names of our own schema
            found |= {row[0] for row in cursor.fetchall()}
    return found - {"", None}


def opens(key: str, token: str) -> bool:
    try:
        return bool(Fernet(key).decrypt(token.encode()))
    except InvalidToken:
        return False


def rotate() -> str:
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def make_values() -> None:
    request = make_request(name="Wilhelmina", message="Evenings", organization="Palm", email="")
    actions.add_note(request=request, by=make_staff(), at=NOON, body="Quiet room")


class KeptOpen:
    def close(self) -> None:
        pass


class TestAtTheStart:
    @pytest.fixture(autouse=True)
    def connection_of_the_test(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """`serve` ends its own connection, which here is that of the test's transaction."""
        monkeypatch.setattr(f"{SERVE}.connection", KeptOpen())

    def test_the_right_keys_are_sealed_once_and_fit(self) -> None:
        for _ in range(2):
            keys.require()
        assert KeyCheck.objects.count() == 1
        assert keys.problem() == ""

    def test_nothing_sealed_is_no_problem(self) -> None:
        assert keys.problem() == ""

    def test_wrong_keys_are_not_sealed_as_the_right_ones(self, settings) -> None:
        make_values()
        settings.FIELD_ENCRYPTION_KEYS = [new_key()]
        with pytest.raises(ImproperlyConfigured, match="FIELD_ENCRYPTION_KEYS"):
            keys.require()
        assert not KeyCheck.objects.exists()

    def test_a_further_key_before_the_old_one_fits(self, settings) -> None:
        keys.seal()
        settings.FIELD_ENCRYPTION_KEYS = [new_key(), *settings.FIELD_ENCRYPTION_KEYS]
        keys.require()

    @pytest.mark.parametrize(
        ("name", "value"),
        [("FIELD_ENCRYPTION_KEYS", [new_key(), new_key()]), ("FIELD_HASH_KEY", "another")],
    )
    def test_a_wrong_key_stops_every_way_to_start(
        self, settings, client: Client, name: str, value: object
    ) -> None:
        keys.seal()
        setattr(settings, name, value)
        with pytest.raises(ImproperlyConfigured, match=name):
            keys.require()
        with pytest.raises(CommandError, match=name):
            call_command("serve")
        settings.DEMO = True
        with pytest.raises(CommandError, match=name):
            call_command("run_demo")
        found = run_checks(tags=[Tags.database], databases=["default"])
        assert [each.id for each in found] == ["recovery_site.E003"]
        response = client.get("/readyz")
        assert response.status_code == 503
        assert (response.json()["ready"], response.json()["keys"]) == (False, False)
        assert KeyCheck.objects.count() == 1

    def test_the_right_keys_pass_the_check_and_are_ready(self, client: Client) -> None:
        keys.seal()
        assert run_checks(tags=[Tags.database], databases=["default"]) == []
        assert client.get("/readyz").status_code == 200

    def test_before_the_first_migration_there_is_nothing_to_check(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE recovery_site_keycheck")
        assert run_checks(tags=[Tags.database], databases=["default"]) == []

    def test_a_database_that_does_not_answer_stops_no_start(self, monkeypatch) -> None:
        def refuse(*args: object) -> None:
            raise DatabaseError("the server is gone")

        def start(children: list[Child]) -> int:
            started.extend(child.name for child in children)
            return 0

        started: list[str] = []
        monkeypatch.setattr(f"{SERVE}.check_port", lambda *_: None)
        monkeypatch.setattr(f"{SERVE}.supervise", start)
        with connection.execute_wrapper(refuse), pytest.raises(SystemExit):
            call_command("serve")
        assert started == ["web", "notices worker", "rest worker"]

    def test_a_page_never_shows_what_no_key_opens(self, settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        request = make_request(name="Wilhelmina")
        client = Client(raise_request_exception=False)
        client.force_login(make_staff(is_superuser=True))
        settings.FIELD_ENCRYPTION_KEYS = [new_key()]
        response = client.get(f"/admin/intake/callbackrequest/{request.pk}/change/")
        assert response.status_code == 500
        assert "gAAAA" not in response.content.decode()


class TestRotating:
    @pytest.fixture
    def old(self, settings) -> str:
        """The key that everything was written with; a new one is first by now."""
        keys.seal()
        make_values()
        (old,) = settings.FIELD_ENCRYPTION_KEYS
        settings.FIELD_ENCRYPTION_KEYS = [new_key(), old]
        return old

    def test_the_columns_come_from_the_models(self) -> None:
        found = set(columns())
        assert {("intake_contact", "phone"), ("intake_note", "body")} <= found
        assert ("recovery_site_keycheck", "sealed") in found
        assert len(found) >= 9

    def test_afterwards_the_first_key_alone_opens_everything(self, old: str, settings) -> None:
        before = tokens()
        assert len(before) >= 6
        text = rotate()
        assert f"{len(before)} values were encrypted anew" in text
        first = settings.FIELD_ENCRYPTION_KEYS[0]
        assert [token for token in tokens() if not opens(first, token)] == []
        settings.FIELD_ENCRYPTION_KEYS = [first]
        keys.require()
        assert Contact.objects.get().name == "Wilhelmina"
        assert (CallbackRequest.objects.get().message, Note.objects.get().body) == (
            "Evenings", "Quiet room",
        )  # fmt: skip

    def test_a_second_run_finds_nothing_to_do(self, old: str) -> None:
        assert "Run this once more" in rotate()
        before = tokens()
        assert "The others can be removed." in rotate()
        assert tokens() == before

    def test_nothing_it_says_tells_what_is_inside(self, old: str) -> None:
        assert not [word for word in ("Wilhelmina", "Evenings", "gAAAA", old) if word in rotate()]

    def test_it_goes_on_after_a_stop(self, old: str, monkeypatch: pytest.MonkeyPatch) -> None:
        for number in range(7):
            make_request(name=f"Robin {number}")
        monkeypatch.setattr(keys, "BATCH", 2)
        everything, column = len(tokens()), keys.Rotation._column
        seen: list[str] = []

        def stop_in_the_middle(self: keys.Rotation, model, name: str) -> None:
            if len(seen) == 4:
                raise KeyboardInterrupt
            seen.append(name)
            column(self, model, name)

        monkeypatch.setattr(keys.Rotation, "_column", stop_in_the_middle)
        with pytest.raises(KeyboardInterrupt):
            rotate()
        monkeypatch.setattr(keys.Rotation, "_column", column)
        rotation = keys.Rotation()
        rotation.run()
        assert rotation.counts["rotated"] + rotation.counts["new"] == everything

    def test_what_is_saved_meanwhile_is_not_overwritten(
        self, old: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened = keys.Rotation._opened

        def save_meanwhile(self: keys.Rotation, stored: str, column: str) -> str | None:
            if column == "intake.Contact.name":
                Contact.objects.update(name="Marisol")
            return opened(self, stored, column)

        monkeypatch.setattr(keys.Rotation, "_opened", save_meanwhile)
        assert "1 were changed by somebody meanwhile" in rotate()
        assert Contact.objects.get().name == "Marisol"

    def test_what_no_key_opens_is_told_and_left(self, old: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE intake_note SET body = 'Quiet room'")
        with pytest.raises(CommandError, match=r"1 values open with no key: intake\.Note\.body"):
            rotate()
        assert "Quiet room" in tokens()

    def test_second_factors_go_along(self, old: str, settings) -> None:
        settings.FIELD_ENCRYPTION_KEYS = settings.FIELD_ENCRYPTION_KEYS[::-1]
        user, secret = make_staff(), generate_totp_secret()
        TOTP.activate(user, secret)
        codes = RecoveryCodes.activate(user).get_unused_codes()
        settings.FIELD_ENCRYPTION_KEYS = settings.FIELD_ENCRYPTION_KEYS[::-1]
        rotate()
        settings.FIELD_ENCRYPTION_KEYS = settings.FIELD_ENCRYPTION_KEYS[:1]
        totp = Authenticator.objects.get(type="totp")
        assert Fernet(settings.FIELD_ENCRYPTION_KEYS[0]).decrypt(totp.data["secret"]) == (
            secret.encode()
        )
        recovery = Authenticator.objects.get(type="recovery_codes")
        assert RecoveryCodes(recovery).get_unused_codes() == codes
        assert "The others can be removed." in rotate()

    def test_written_out_recovery_codes_go_along(self, old: str, settings) -> None:
        # Read best in one line.
        encrypt: Callable[[str], str] = lambda text: Fernet(old).encrypt(text.encode()).decode()  # noqa: E731
        Authenticator.objects.create(
            user=make_staff(), type="recovery_codes",
            data={"migrated_codes": [encrypt("abc"), encrypt("def")], "used_mask": 0},
        )  # fmt: skip
        rotate()
        settings.FIELD_ENCRYPTION_KEYS = settings.FIELD_ENCRYPTION_KEYS[:1]
        assert RecoveryCodes(Authenticator.objects.get()).get_unused_codes() == ["abc", "def"]


def test_there_is_one_seal() -> None:
    keys.seal()
    with pytest.raises(DatabaseError, match="key_check_once"):
        KeyCheck.objects.create(pk=2, sealed="x", hashed="x")


class TestChecking:
    """`rotate_keys --check`: which key may go."""

    @pytest.fixture
    def old(self, settings) -> str:
        keys.seal()
        make_values()
        (old,) = settings.FIELD_ENCRYPTION_KEYS
        settings.FIELD_ENCRYPTION_KEYS = [new_key(), old]
        return old

    def check(self) -> str:
        out = StringIO()
        call_command("rotate_keys", "--check", stdout=out)
        return out.getvalue()

    def test_it_counts_what_each_key_opens_and_changes_nothing(self, old: str) -> None:
        before = tokens()
        assert self.check() == f"Key 1: 0 values, writes.\nKey 2: {len(before)} values.\n"
        assert tokens() == before
        rotate()
        assert self.check() == (
            f"Key 1: {len(before)} values, writes.\nKey 2: 0 values, can be removed.\n"
        )

    def test_second_factors_count(self, old: str, settings) -> None:
        settings.FIELD_ENCRYPTION_KEYS = settings.FIELD_ENCRYPTION_KEYS[::-1]
        TOTP.activate(make_staff(), generate_totp_secret())
        settings.FIELD_ENCRYPTION_KEYS = settings.FIELD_ENCRYPTION_KEYS[::-1]
        assert f"Key 2: {len(tokens()) + 1} values.\n" in self.check()

    def test_what_no_key_opens_keeps_every_key(self, old: str, settings) -> None:
        settings.FIELD_ENCRYPTION_KEYS = [settings.FIELD_ENCRYPTION_KEYS[0], new_key()]
        with pytest.raises(CommandError, match=r"values open with no key: .*intake\.Note\.body"):
            self.check()

    def test_it_never_tells_a_key_or_a_value(self, old: str) -> None:
        assert not [word for word in ("Wilhelmina", "gAAAA", old) if word in self.check()]

    def test_the_audit_keeps_that_keys_were_changed(self, old: str) -> None:
        rotate(), rotate()
        event = AuditEvent.objects.get(action="rotated keys")
        assert (event.number, event.actor, event.object_type) == (len(tokens()), None, "")

    def test_no_table_is_forgotten(self, old: str) -> None:
        """Not only the columns that we know of: whatever looks encrypted, in any table."""
        TOTP.activate(make_staff(), generate_totp_secret())
        rotate()
        found = set()
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  a name of our own, quoted
                found |= {token for row in cursor for token in TOKEN.findall(repr(row))}
        assert len(found) > len(tokens())
        assert [token for token in found if opens(old, token)] == []

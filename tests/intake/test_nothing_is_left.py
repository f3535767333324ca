"""By every real way in, then a year later: no file, no table and no log tells who it was."""

import io
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from intake import actions
from intake.models import CallbackRequest, Contact, Note, Wait
from listings.models import BedInterval
from recovery_site.logs import JsonFormatter
from recovery_site.models import OutboxMessage
from recovery_site.outbox import deliver_next
from tests.factories.accounts import make_staff
from tests.factories.intake import answers, make_recipient
from tests.factories.listings import NOON, make_bed, site_owner
from tests.real_database import shared

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOON + timedelta(days=365)
QUEUE = "/admin/intake/callbackrequest/"
ASK = "/ask-for-a-call/"
PERSON = {
    "first_name": "Wilhelmina", "phone": "561-555-0142", "email": "w.quill@example.org",
    "for_whom": "client", "organisation": "Palmetto Hospital", "role": "Ward planner",
    "message": "Ring twice at the blue door", "marketing_consent": "on", "channel": "email",
}  # fmt: skip
CALLER = {"first_name": "Thelonius", "phone": "561-555-0177", "email": "t.monk@example.org"}
TRACES = (
    "Wilhelmina", "5550142", "555-0142", "w.quill", "Palmetto", "Ward planner", "blue door",
    "Thelonius", "5550177", "555-0177", "t.monk", "Quiet room", "Mistyped", "Spammer",
)  # fmt: skip


@pytest.fixture
def folder(settings, tmp_path: Path, monkeypatch) -> Iterator[Path]:
    """Where SQLite's files are; the erasures are listed beside it."""
    settings.SECOND_FACTOR_REQUIRED = False
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    with shared(tmp_path):
        yield tmp_path


def visitors_come(client: Client) -> None:
    assert client.post(ASK, answers(**PERSON)).status_code == 303
    assert client.post(ASK, answers(**PERSON | {"phone": "Mistyped 555-0142"})).status_code == 422
    spam = {"first_name": "Spammer", "website": "x", "phone": "561-555-0143"}
    assert client.post(ASK, answers(**PERSON | spam)).status_code == 303


def the_mail_server_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: EmailBackend, messages: list) -> None:
        raise SMTPRecipientsRefused({"w.quill@example.org": (550, b"No Wilhelmina here")})

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    for _ in range(3):
        deliver_next(clock=lambda: NOON)
    assert OutboxMessage.objects.exclude(last_error="").exists()


def staff_work(client: Client) -> None:
    staff = make_staff(is_superuser=True)
    client.force_login(staff)
    assert client.post(f"{QUEUE}add/", answers(**CALLER, source="phone")).status_code == 302
    for request in CallbackRequest.objects.all():
        page = f"{QUEUE}{request.pk}"
        assert client.get(f"{page}/change/").status_code == 200
        client.post(f"{page}/note/", {"body": "Quiet room for Wilhelmina"})
        happened = {"direction": "out", "channel": "call", "outcome": "reached"}
        told = happened | {"next_action": "none", "note": "Thelonius", "version": request.version}
        assert client.post(f"{page}/attempt/", told).status_code == 302
    for typed in ("(561) 555-0142", "w.quill@example.org", "Wilhelmina 555-0142"):
        client.post(f"{QUEUE}find/", {"wanted": typed})
    bed = make_bed()
    bed.intervals.all().delete()
    hold = BedInterval.objects.create(
        bed=bed, state="held", starts_at=NOON, ends_at=LATER, reason="For Thelonius"
    )
    CallbackRequest.objects.filter(source="phone").update(bed_hold=hold)
    for request in CallbackRequest.objects.all():
        wish = {"version": request.version, "gender": "men", "medication": "methadone"}
        assert client.post(f"{QUEUE}{request.pk}/wait/", wish).status_code == 302
    Wait.objects.update(out_of_turn="Wilhelmina first")
    for request in CallbackRequest.objects.all():
        actions.move_request(request=request, to="closed", reason="cost", by=staff, at=NOON)


def everything_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    site_owner()
    make_recipient()
    client = Client()
    visitors_come(client)
    the_mail_server_refuses(monkeypatch)
    staff_work(client)
    assert CallbackRequest.objects.count() == Note.objects.count() == 3


def retention(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    out = StringIO()
    call_command("retention", "--apply", stdout=out, stderr=out)
    return out.getvalue()


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return [connection.ops.quote_name(n) for n in connection.introspection.table_names(cursor)]


def dump() -> dict[str, str]:
    """PostgreSQL's tables as `pg_dump` writes them."""
    texts = {}
    with connection.cursor() as cursor:
        for table in tables():
            texts[table] = io.StringIO()
            cursor.cursor.copy_expert(f"COPY {table} TO STDOUT", texts[table])
    return {table: text.getvalue() for table, text in texts.items()}


def content_of(folder: Path) -> bytes:
    """What the database has on the disk: with SQLite's log, without PostgreSQL's, which keeps what
    was written for as long as it is told to (`docs/guides/keys-and-retention.md`)."""
    if connection.vendor == "sqlite":
        files = [file for file in folder.iterdir() if file.name.startswith("shared.sqlite3")]
    else:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SELECT current_setting('data_directory')")
            base = Path(cursor.fetchone()[0]) / "base"
            files = [file for file in base.rglob("*") if file.is_file()]
    assert files
    return b"".join(file.read_bytes() for file in files if file.exists())


def encrypted() -> set[str]:
    """What stands for people, as it is stored: values and keyed hashes."""
    found = set()
    with connection.cursor() as cursor:
        for table, columns in {
            "intake_contact": "name, phone, email, phone_hash, email_hash",
            "intake_callbackrequest": "message, organization, professional_role, submission_key",
            "intake_attempt": "note",
            "intake_note": "body",
        }.items():
            cursor.execute(f"SELECT {columns} FROM {table}")  # noqa: S608  # our own schema
            found |= {value for row in cursor.fetchall() for value in row}
    return found - {"", None}


def test_a_search_of_files_dump_and_logs_finds_nobody(
    folder: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    everything_happens(monkeypatch)
    before = encrypted()
    assert len(before) > 15
    text = retention(monkeypatch)
    assert "Settled requests: 3 forgotten" in text
    assert encrypted() == set()
    if connection.vendor == "postgresql":
        dumped = "".join(dump().values())
        assert "closed" in dumped
        assert [trace for trace in [*TRACES, *before] if trace in dumped] == []
    content = content_of(folder)
    secrets = before if connection.vendor == "sqlite" else set()
    assert [trace for trace in [*TRACES, *secrets] if trace.encode() in content] == []
    lines = [
        JsonFormatter().format(record)
        for record in caplog.records
        if not record.name.startswith("django.db")
    ]
    assert any("SMTPRecipientsRefused" in line for line in lines)
    told = "\n".join([*lines, text])
    assert [trace for trace in TRACES if trace in told] == []


class TestARealRestore:
    """Back up, erase, put the backup back, and run the command before the site opens."""

    def back_up(self, folder: Path) -> Path | dict[str, str]:
        if connection.vendor == "postgresql":
            return dump()
        copy = folder / "backup.sqlite3"
        with closing(sqlite3.connect(copy)) as target:
            connection.connection.backup(target)
        return copy

    def restore(self, backup: Path | dict[str, str], folder: Path) -> None:
        if isinstance(backup, Path):
            connection.close()
            for file in folder.glob("shared.sqlite3*"):
                file.unlink()
            shutil.copy(backup, folder / "shared.sqlite3")
            return
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")  # as pg_restore does it
            cursor.execute(f"TRUNCATE {', '.join(backup)}")
            for table, text in backup.items():
                cursor.cursor.copy_expert(f"COPY {table} FROM STDIN", io.StringIO(text))
            cursor.execute("SET session_replication_role = DEFAULT")

    def test_who_was_erased_is_erased_again(self, folder: Path, monkeypatch, settings) -> None:
        site_owner()
        client = Client()
        client.post(ASK, answers(**PERSON))
        client.post(ASK, answers(first_name="Marisol", phone="561-555-0188"))
        erased, _other = CallbackRequest.objects.order_by("pk")
        backup = self.back_up(folder)
        actions.erase_request(request=erased, by=None, at=NOON)
        assert str(erased.uuid) in settings.ERASURES_FILE.read_text()
        self.restore(backup, folder)
        assert set(names()) == {"Wilhelmina", "Marisol"}
        out = StringIO()
        call_command("retention", "--apply", stdout=out)
        assert "back from a backup: 1 forgotten" in out.getvalue()
        assert set(names()) == {"", "Marisol"}
        content = content_of(folder)
        if connection.vendor == "sqlite":
            assert not [trace for trace in TRACES if trace.encode() in content]


def names() -> list[str]:
    return [contact.name for contact in Contact.objects.all()]

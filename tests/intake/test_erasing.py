"""A year after a request was settled, or as soon as a person asks, nothing tells who it was."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake import actions, erasures
from intake.choices import CloseReason, Status
from intake.models import (
    Attempt,
    CallbackRequest,
    Contact,
    DuplicateLink,
    ErasureRecord,
    MarketingConsent,
    Note,
    StatusChange,
)
from listings.choices import Role
from recovery_site.logs import JsonFormatter
from recovery_site.models import AuditEvent, OutboxMessage
from tests.factories.accounts import make_staff, permit
from tests.factories.intake import answers, make_recipient, make_request
from tests.factories.listings import NOON, site_owner
from tests.intake.test_privacy import stored_rows
from tests.real_database import shared

LATER = NOON + timedelta(days=365)
PERSON = {
    "name": "Wilhelmina",
    "phone": "+15615550142",
    "email": "w.quill@example.org",
    "for_whom": "client",
    "organization": "Palmetto Hospital",
    "professional_role": "Ward planner",
    "message": "Ring twice at the blue door",
    "channel": "email",
    "marketing_consent": True,
}
ENCRYPTED = {
    "intake_contact": ("name", "phone", "email"),
    "intake_callbackrequest": ("message", "organization", "professional_role"),
    "intake_attempt": ("note",),
    "intake_note": ("body",),
}
KEYED = {
    "intake_contact": ("phone_hash", "email_hash"),
    "intake_callbackrequest": ("submission_key",),
}


@pytest.fixture(autouse=True)
def list_of_erasures(settings, tmp_path: Path) -> None:
    settings.ERASURES_FILE = tmp_path / "erasures.txt"


def make_history(**answers_given) -> CallbackRequest:
    """A professional asks; staff call, write notes and close it, all at NOON."""
    staff = make_staff()
    request = make_request(**PERSON | answers_given)
    actions.record_attempt(
        request=request, by=staff, at=NOON, channel="call", outcome="reached", note="Wilhelmina"
    )
    actions.add_note(request=request, by=staff, at=NOON, body="Quiet room at Palmetto")
    return close(request)


def close(request: CallbackRequest, at=NOON) -> CallbackRequest:
    return actions.move_request(request=request, to="closed", reason="cost", by=make_staff(), at=at)


def erase(request: CallbackRequest) -> CallbackRequest:
    return actions.erase_request(request=request, by=make_staff(), at=LATER)


def retention(*arguments: str) -> str:
    out = StringIO()
    call_command("retention", *arguments, stdout=out)
    return out.getvalue()


def stored(columns: dict[str, tuple[str, ...]]) -> set[str]:
    """What these columns hold, as the database has it."""
    found = set()
    with connection.cursor() as cursor:
        for table, names in columns.items():
            # Names of our own schema.
            cursor.execute(f"SELECT {', '.join(names)} FROM {table}")  # noqa: S608
            found |= {value for row in cursor.fetchall() for value in row}
    return found - {"", None}


@pytest.mark.django_db
class TestErasing:
    def test_everything_that_tells_who_it_was_is_gone(self) -> None:
        site_owner()
        make_recipient()
        request = make_history()
        before = stored(ENCRYPTED) | stored(KEYED)
        assert len(before) >= 10
        erase(request)
        assert stored(ENCRYPTED) | stored(KEYED) == set()
        rows = stored_rows()
        assert [value for value in before if value in rows] == []
        assert Note.objects.count() == MarketingConsent.objects.count() == 0
        assert OutboxMessage.objects.count() == 0

    def test_what_the_reports_count_stays(self) -> None:
        request = make_history()
        erase(request)
        now = CallbackRequest.objects.get()
        assert (now.status, now.close_reason, now.created_at) == ("closed", "cost", NOON)
        assert (now.for_whom, now.anonymized_at, now.planned_discharge_on) == (
            "client", LATER, None,
        )  # fmt: skip
        assert Attempt.objects.values_list("outcome", "at").get() == ("reached", NOON)
        assert StatusChange.objects.count() == 3
        actions_noted = AuditEvent.objects.about(request).values_list("action", flat=True)
        assert set(actions_noted) == {"received", "attempt", "note", "moved", "erased"}

    @pytest.mark.parametrize("status", ["new", "contacted", "offered"])
    def test_an_open_request_is_closed_as_withdrawn(self, status: str) -> None:
        request = make_request()
        CallbackRequest.objects.update(status=status)
        erased = erase(request)
        assert (erased.status, erased.close_reason) == (Status.CLOSED, CloseReason.WITHDREW)
        assert erased.due_at is None

    def test_who_moved_in_still_counts_as_moved_in(self) -> None:
        request = make_request()
        CallbackRequest.objects.update(status=Status.MOVED_IN, due_at=None)
        assert erase(request).status == Status.MOVED_IN

    def test_twice_is_once(self) -> None:
        request = make_history()
        erase(request)
        again = actions.erase_request(request=request, by=None, at=LATER + timedelta(days=1))
        assert again.anonymized_at == LATER
        assert AuditEvent.objects.about(request).filter(action="erased").count() == 1

    def test_it_is_linked_to_no_other_request(self) -> None:
        first, second = make_history(), make_history(message="Again")
        assert DuplicateLink.objects.exists()
        erase(first)
        assert not DuplicateLink.objects.exists()
        second.requester.refresh_from_db()
        assert second.requester.name == "Wilhelmina"

    def test_a_person_whom_another_request_needs_stays_with_that_one(self) -> None:
        first, second = make_history(), make_request()
        person, other = first.requester, second.requester
        CallbackRequest.objects.filter(pk=second.pk).update(requester=person)
        other.delete()
        CallbackRequest.objects.filter(pk=first.pk).update(resident=person)
        erased = erase(first)
        assert Contact.objects.get(pk=person.pk).name == "Wilhelmina"
        assert (erased.requester.name, erased.resident) == ("", None)
        erase(second)
        assert stored(ENCRYPTED) == set()

    def test_the_future_resident_is_erased_too(self) -> None:
        request = make_request()
        resident = make_request(name="Marisol").requester
        CallbackRequest.objects.filter(resident=None, requester=resident).delete()
        CallbackRequest.objects.filter(pk=request.pk).update(resident=resident)
        erase(request)
        resident.refresh_from_db()
        assert (resident.name, resident.phone_hash, resident.anonymized_at) == ("", "", LATER)

    def test_nobody_writes_to_it_any_more(self) -> None:
        request, staff = make_history(), make_staff()
        erase(request)
        known = {"request": request, "by": staff, "at": LATER}
        with pytest.raises(actions.StaleError):
            actions.add_note(**known, body="Wilhelmina")
        with pytest.raises(actions.StaleError):
            actions.record_attempt(**known, channel="call", outcome="reached", note="Wilhelmina")
        with pytest.raises(actions.StaleError):
            actions.move_request(**known, to="contacted")
        assert stored(ENCRYPTED) == set()

    @pytest.mark.parametrize(
        "left",
        [{"due_at": NOON}, {"submission_key": "a" * 64}, {"status": "new", "close_reason": ""}],
    )
    def test_nothing_is_left_to_do_about_it(self, left: dict) -> None:
        request = erase(make_request())
        with pytest.raises(IntegrityError, match="callback_request_anonymized_is_over"):
            CallbackRequest.objects.filter(pk=request.pk).update(**left)

    def test_the_visitor_reads_no_thank_you_page_of_it(self, client: Client) -> None:
        site_owner()
        address = client.post("/ask-for-a-call/", answers()).headers["Location"]
        erase(CallbackRequest.objects.get())
        assert client.get(address).status_code == 410
        token = address.split("/")[-2]
        assert client.post("/ask-for-a-call/done/", {"token": token}).status_code == 303
        client.post("/ask-for-a-call/", answers())
        assert CallbackRequest.objects.filter(anonymized_at=None).count() == 1


@pytest.mark.django_db
class TestRetention:
    @pytest.fixture(autouse=True)
    def a_year_later(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(timezone, "now", lambda: LATER)

    def test_without_apply_it_tells_and_changes_nothing(self) -> None:
        make_history()
        before = stored_rows()
        text = retention()
        assert "Settled requests: 1 overdue, oldest 2026-03-18." in text
        assert "Nothing was changed." in text
        assert stored_rows() == before

    def test_it_erases_what_is_overdue_once(self) -> None:
        request = make_history()
        assert "Settled requests: 1 forgotten" in retention("--apply")
        assert "Settled requests: 0 forgotten." in retention("--apply")
        assert stored(ENCRYPTED) | stored(KEYED) == set()
        event = AuditEvent.objects.about(request).get(action="erased")
        assert (event.actor, event.at) == (None, LATER)

    @pytest.mark.parametrize(("days", "left"), [(364, 1), (365, 0), (366, 0)])
    def test_it_counts_from_the_day_of_settling(self, days: int, left: int) -> None:
        close(make_request(at=NOON - timedelta(days=500)), at=LATER - timedelta(days=days))
        retention("--apply")
        assert CallbackRequest.objects.filter(anonymized_at=None).count() == left

    def test_who_came_back_and_left_again_counts_from_the_second_time(self) -> None:
        request, staff = close(make_request()), make_staff()
        actions.move_request(request=request, to="contacted", by=staff, at=NOON)
        close(request, at=NOON + timedelta(days=100))
        retention("--apply")
        assert CallbackRequest.objects.get().anonymized_at is None

    def test_moving_in_settles_it(self) -> None:
        request, staff = make_request(), make_staff()
        for to in ("contacted", "offered", "bed_held", "moved_in"):
            actions.move_request(request=request, to=to, by=staff, at=NOON)
        retention("--apply")
        now = CallbackRequest.objects.get()
        assert (now.status, now.anonymized_at) == ("moved_in", LATER)

    def test_what_is_open_stays_and_is_told(self) -> None:
        make_request(), make_request(trap="x")
        assert "Older than that and still open: 2." in retention("--apply")
        assert CallbackRequest.objects.filter(anonymized_at=None).count() == 2

    def test_the_owner_sets_the_time(self, settings) -> None:
        make_history()
        settings.RETENTION_DAYS = 400
        assert "Settled requests: 0 overdue." in retention()

    def test_looking_costs_as_much_for_many(self, django_assert_num_queries) -> None:
        make_history()
        with CaptureQueriesContext(connection) as one:
            retention()
        for number in range(11):
            make_history(message=str(number))
        with django_assert_num_queries(len(one)):
            assert "12 overdue" in retention()


@pytest.mark.django_db
class TestAfterARestore:
    """A backup of before the erasure holds the person again."""

    def restore(self, request: CallbackRequest, *, with_list: bool) -> None:
        Contact.objects.filter(pk=request.requester_id).update(
            name="Wilhelmina", anonymized_at=None
        )
        CallbackRequest.objects.filter(pk=request.pk).update(
            anonymized_at=None, status="new", close_reason="", message="Ring twice"
        )
        if not with_list:
            ErasureRecord.objects.all().delete()

    @pytest.mark.parametrize("with_list", [True, False])
    def test_it_is_erased_again(self, with_list: bool, django_capture_on_commit_callbacks) -> None:
        request = make_history()
        with django_capture_on_commit_callbacks(execute=True):
            erase(request)
        self.restore(request, with_list=with_list)
        assert "Erased once and back from a backup: 1 overdue" in retention()
        assert "Erased once and back from a backup: 1 forgotten" in retention("--apply")
        assert "Erased once and back from a backup: 0 forgotten." in retention("--apply")
        assert stored(ENCRYPTED) == set()
        assert ErasureRecord.objects.get().request_uuid == request.uuid

    def test_the_file_lists_uuids_and_is_for_its_owner_only(
        self, settings, django_capture_on_commit_callbacks
    ) -> None:
        request = make_history()
        with django_capture_on_commit_callbacks(execute=True):
            erase(request)
        file = settings.ERASURES_FILE
        assert file.read_text() == f"{LATER.isoformat()} {request.uuid}\n"
        assert file.stat().st_mode & 0o777 == 0o600

    def test_what_could_not_be_listed_is_listed_the_next_time(self) -> None:
        request = make_history()
        erase(request)  # the test's transaction never ends, so the file was not written
        assert erasures.listed() == set()
        retention("--apply")
        assert erasures.listed() == {request.uuid}
        retention("--apply")
        assert len(Path(erasures.settings.ERASURES_FILE).read_text().splitlines()) == 1

    def test_a_file_of_before_fills_an_empty_table(self) -> None:
        request = make_request()
        erasures.add([request.uuid], at=NOON)
        with Path(erasures.settings.ERASURES_FILE).open("a") as file:
            file.write("2026-03-18T16:00:00+00:00 1234-")  # the disk was full
        retention("--apply")
        assert CallbackRequest.objects.get().anonymized_at is not None
        assert ErasureRecord.objects.count() == 1


@pytest.mark.django_db(transaction=True)
class TestFileAndLogs:
    @pytest.fixture
    def database(self, tmp_path: Path) -> Iterator[Path]:
        with shared(tmp_path):
            yield tmp_path

    def test_the_raw_bytes_of_the_database_and_the_logs_hold_nothing(
        self, database: Path, caplog: pytest.LogCaptureFixture, monkeypatch, effort
    ) -> None:
        caplog.set_level(logging.DEBUG)
        for number in range(effort(60, 1000)):
            phone = f"+1561555{number:04}"
            make_history(phone=phone, email=f"w{number}@example.org", message=f"Door {number}")
        secrets = stored(ENCRYPTED) | stored(KEYED)
        assert len(secrets) > 600
        connection.close()
        assert connection.vendor != "sqlite" or survivors(secrets, database)
        monkeypatch.setattr(timezone, "now", lambda: LATER)
        text = retention("--apply")
        assert stored(ENCRYPTED) | stored(KEYED) == set()
        if connection.vendor == "sqlite":
            assert survivors(secrets, database) == []
        told = text + "".join(
            JsonFormatter().format(record)
            for record in caplog.records
            if not record.name.startswith("django.db")
        )
        traces = ("Wilhelmina", "555", "@example.org", "Palmetto", "Door", "Quiet")
        assert [trace for trace in traces if trace in told] == []


def survivors(secrets: set[str], folder: Path) -> list[str]:
    """Those that stand anywhere in the files of SQLite, free pages and the log included."""
    files = [file for file in folder.iterdir() if file.name.startswith("shared.sqlite3")]
    content = b"".join(file.read_bytes() for file in files)
    return [secret for secret in secrets if secret.encode() in content]


@pytest.mark.django_db
class TestPage:
    @pytest.fixture(autouse=True)
    def one_factor(self, settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = False

    @pytest.fixture
    def desk(self, client: Client) -> Client:
        client.force_login(make_staff(is_superuser=True))
        return client

    def address(self, request: CallbackRequest, page: str = "erase") -> str:
        return f"/admin/intake/callbackrequest/{request.pk}/{page}/"

    def test_a_person_who_asks_is_erased_by_one_action(self, desk) -> None:
        request = make_history()
        page = desk.get(self.address(request, "change")).content.decode()
        assert self.address(request) in page
        asked = desk.get(self.address(request))
        assert "Nobody can undo this." in asked.content.decode()
        assert CallbackRequest.objects.get().anonymized_at is None
        response = desk.post(self.address(request), follow=True)
        text = response.content.decode()
        assert "Erased." in text
        assert "Wilhelmina" not in text
        assert stored(ENCRYPTED) == set()
        assert AuditEvent.objects.filter(action="erased", actor__isnull=False).count() == 1

    def test_afterwards_there_is_nothing_to_press(self, desk) -> None:
        request = erase(make_history())
        page = desk.get(self.address(request, "change")).content.decode().split('id="content"')[1]
        assert "<button" not in page
        assert self.address(request) not in page
        assert desk.post(self.address(request, "note"), {"body": "x"}).status_code == 403
        assert desk.get(self.address(request)).status_code == 302
        queue = desk.get("/admin/intake/callbackrequest/?queue=settled").content.decode()
        assert "erased" in queue

    def test_other_requests_of_the_person_are_named(self, desk) -> None:
        first, second = make_request(phone="+15615550142"), make_request(phone="+15615550142")
        asked = desk.get(self.address(first)).content.decode()
        assert self.address(second, "change") in asked
        assert "It will be closed as withdrawn" in asked

    def test_it_needs_the_permission_and_the_operator(self, client) -> None:
        request = make_request()
        bo = permit(make_staff(), "intake.view_callbackrequest", "intake.change_callbackrequest")
        client.force_login(bo)
        assert client.post(self.address(request)).status_code == 404
        bo.memberships.create(operator=request.operator, role=Role.COORDINATOR)
        assert self.address(request) not in client.get(self.address(request, "change")).text
        for method in (client.get, client.post):
            assert method(self.address(request)).status_code == 403
        client.force_login(permit(bo, "intake.delete_callbackrequest"))
        assert client.put(self.address(request)).status_code == 405
        assert client.post(self.address(request)).status_code == 302
        assert CallbackRequest.objects.get().anonymized_at is not None

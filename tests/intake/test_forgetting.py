"""What the nightly command covers beside requests, and how it behaves when something is wrong."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake import actions
from intake.actions import forgetting
from intake.management.commands.retention import Command
from intake.models import CallbackRequest, Contact
from listings.models import BedInterval
from recovery_site.alone import alone
from recovery_site.caching import CacheRow
from recovery_site.models import OutboxMessage
from tests.factories.accounts import make_staff
from tests.factories.intake import make_request
from tests.factories.listings import NOON, make_bed, site_owner

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=365)


@pytest.fixture(autouse=True)
def a_year_later(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def retention(*arguments: str) -> str:
    out = StringIO()
    call_command("retention", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def make_settled(**fields) -> CallbackRequest:
    request = make_request(**fields)
    return actions.move_request(
        request=request, to="closed", reason="cost", by=make_staff(), at=NOON
    )


def make_interval(**fields) -> BedInterval:
    bed = make_bed()
    bed.intervals.all().delete()
    times = {"starts_at": NOON - timedelta(days=9), "ends_at": NOON}
    return BedInterval.objects.create(bed=bed, **{"state": "held"} | times | fields)


class TestKinds:
    def test_reasons_beside_former_states_of_beds(self) -> None:
        old = make_interval(reason="For Wilhelmina")
        now = make_interval(reason="For Marisol", ends_at=LATER)
        text = retention()
        assert "Reasons beside former states of beds: 1 overdue, oldest 2026-03-18." in text
        retention("--apply")
        old.refresh_from_db(), now.refresh_from_db()
        assert (old.reason, now.reason) == ("", "For Marisol")

    def test_the_reason_of_a_hold_goes_with_its_request(self) -> None:
        hold, request = make_interval(reason="For Wilhelmina", ends_at=LATER), make_request()
        CallbackRequest.objects.update(bed_hold=hold)
        actions.erase_request(request=request, by=None, at=NOON)
        hold.refresh_from_db()
        assert hold.reason == ""

    def test_people_whom_no_request_points_at(self) -> None:
        alone_, needed = (
            Contact.objects.create(operator=site_owner(), name=name, created_at=NOON)
            for name in ("Wilhelmina", "Marisol")
        )
        request = make_request(at=LATER)
        CallbackRequest.objects.filter(pk=request.pk).update(resident=needed)
        assert "People without a request: 1 overdue" in retention()
        retention("--apply")
        alone_.refresh_from_db(), needed.refresh_from_db()
        assert (alone_.name, needed.name) == ("", "Marisol")

    def test_deliveries_that_are_over(self) -> None:
        for ended in ({"delivered_at": NOON}, {"gave_up_at": NOON}, {"delivered_at": LATER}, {}):
            OutboxMessage.objects.create(kind="x", created_at=NOON, due_at=NOON, **ended)
        assert "Deliveries that are over: 2 overdue" in retention()
        retention("--apply")
        assert OutboxMessage.objects.count() == 2

    def test_ended_sessions_and_counted_clients(self) -> None:
        for key, at in (("a", NOON), ("b", LATER + timedelta(hours=1))):
            Session.objects.create(session_key=key, session_data="x", expire_date=at)
        cache.set("intake.limit:x", [1.0], 60)
        CacheRow.objects.update(expires=NOON)
        assert "Ended sessions of staff: 1 overdue" in retention()
        assert "Counted sign-ins: 1 overdue" in retention()
        retention("--apply")
        assert Session.objects.get().session_key == "b"
        assert CacheRow.objects.count() == 0

    def test_the_report_of_an_empty_database_is_all_noughts(self) -> None:
        text = retention()
        assert text.count(": 0 overdue.") == len(forgetting.KINDS)
        assert retention("--apply").count(": 0 forgotten.") == len(forgetting.KINDS)


class TestTrouble:
    def break_one(self, request: CallbackRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        real = forgetting.erase_request

        def erase(*, request: CallbackRequest, **options) -> CallbackRequest:
            if request.pk == broken:
                raise DatabaseError("Wilhelmina")
            return real(request=request, **options)

        broken = request.pk
        monkeypatch.setattr(forgetting, "erase_request", erase)

    def test_one_that_fails_stops_no_other_and_is_told(self, monkeypatch) -> None:
        first, second = make_settled(), make_settled()
        self.break_one(first, monkeypatch)
        out = StringIO()
        with pytest.raises(CommandError, match=r"Not everything was forgotten: 1\.") as error:
            call_command("retention", "--apply", stdout=out, stderr=out)
        assert error.value.returncode == 1
        assert "Settled requests: 1 forgotten" in out.getvalue()
        assert f"number {first.pk} (DatabaseError) could not" in out.getvalue()
        assert "Wilhelmina" not in out.getvalue()
        second.refresh_from_db()
        assert second.anonymized_at == LATER

    def test_looking_ends_well_whatever_is_overdue(self, monkeypatch) -> None:
        self.break_one(make_settled(), monkeypatch)
        assert "Settled requests: 1 overdue" in retention()

    def test_a_file_that_can_not_be_written_anew_is_told(self, monkeypatch) -> None:
        monkeypatch.setattr(Command, "leave_no_copy", lambda self: 1)
        with pytest.raises(CommandError, match="Not everything"):
            retention("--apply")

    def test_each_request_has_a_transaction_of_its_own(self) -> None:
        for _ in range(3):
            make_settled()
        with CaptureQueriesContext(connection) as queries:
            retention("--apply")
        ends = [query for query in queries if "RELEASE SAVEPOINT" in query["sql"]]
        assert len(ends) >= 3


class TestAlone:
    @pytest.fixture
    def another(self) -> Iterator[None]:
        """Another process that is at it."""
        other = connection.copy() if connection.vendor == "postgresql" else connection
        with alone("retention", database=other) as mine:
            assert mine
            yield
        if other is not connection:
            other.close()

    def test_two_runs_at_once_do_no_harm(self, another: None) -> None:
        make_settled()
        with pytest.raises(CommandError, match="Another run is at it") as error:
            retention("--apply")
        assert error.value.returncode == 3
        assert CallbackRequest.objects.get().anonymized_at is None

    def test_who_only_looks_waits_for_nobody(self, another: None) -> None:
        assert "0 overdue" in retention()

    def test_the_next_run_finds_it_free(self) -> None:
        for _ in range(2):
            assert "0 forgotten" in retention("--apply")

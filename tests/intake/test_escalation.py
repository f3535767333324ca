"""Who hears of a request, and who hears of it when nobody came."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone

from intake import actions
from intake.actions.telling import tell_next
from intake.choices import Outcome, Status
from intake.deliveries import TELL
from intake.models import CallbackRequest, Telling
from intake.timeline import timeline
from recovery_site.models import AuditEvent, OutboxMessage
from recovery_site.outbox import deliver_next
from tests.factories.accounts import make_staff
from tests.factories.intake import make_recipient, make_request, open_every_day
from tests.factories.listings import NOON, make_operator, site_owner
from tests.real_database import shared

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
NIGHT = NOON + timedelta(hours=12)


class Clock:
    """The time of day for the site and its worker."""

    def __init__(self) -> None:
        self.now = NOON

    def deliver_at(self, at: datetime) -> list[str]:
        """Whom the worker has told until then, since the last time."""
        self.now, before = at, len(mail.outbox)
        while deliver_next(clock=lambda: self.now):
            pass
        return [message.to[0] for message in mail.outbox[before:]]


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture(autouse=True)
def office(db):
    """Open from 9 am to 8 pm; noon is when it is open."""
    operator = site_owner()
    open_every_day(operator)
    return operator


def recipient(name: str, **fields):
    return make_recipient(address=name, **fields).address


def test_all_of_the_first_step_hear_at_once_and_the_next_when_nobody_came(clock) -> None:
    ana, luis = recipient("ana@x.example"), recipient("luis@x.example")
    owner = recipient("owner@x.example", step=2)
    request = make_request(at=NOON)
    assert clock.deliver_at(NOON) == [ana, luis]
    assert clock.deliver_at(request.due_at - MINUTE) == []
    assert clock.deliver_at(request.due_at) == [owner]
    assert clock.deliver_at(NOON + timedelta(days=2)) == []


def test_each_step_is_five_minutes_of_office_time_after_the_one_before(clock) -> None:
    for step in (1, 2, 3):
        recipient(f"step{step}@x.example", step=step)
    make_request(at=NOON)
    told = [clock.deliver_at(NOON + MINUTE * minutes) for minutes in (0, 4, 5, 9, 10, 15)]
    assert [len(each) for each in told] == [1, 0, 1, 0, 1, 0]


def test_after_hours_the_phone_on_call_hears_and_the_desk_in_the_morning(clock) -> None:
    desk = recipient("desk@x.example", hours="open")
    on_call = recipient("oncall@x.example", step=2, hours="closed")
    request = make_request(at=NIGHT)
    assert clock.deliver_at(NIGHT) == [on_call]
    assert clock.deliver_at(request.due_at - MINUTE) == []
    assert clock.deliver_at(request.due_at) == [desk]


def test_when_no_hours_fit_the_operator_hears(clock, office) -> None:
    recipient("desk@x.example", hours="open")
    make_request(at=NIGHT)
    assert clock.deliver_at(NIGHT) == [office.email]


def test_who_can_be_told_by_no_channel_is_passed_over(clock, settings) -> None:
    make_recipient(channel="text", address="+15615550142")
    owner = recipient("owner@x.example", step=2)
    settings.SMS_URL = ""
    make_request(at=NOON)
    assert clock.deliver_at(NOON) == [owner]


def test_another_operators_list_plays_no_part(clock, office) -> None:
    make_recipient(make_operator(is_site_owner=False), address="other@x.example")
    make_request(at=NOON)
    assert clock.deliver_at(NOON) == [office.email]


@pytest.mark.parametrize("what", ["opens", "takes", "calls", "closes", "erases"])
def test_what_somebody_has_in_hand_goes_no_further(clock, what: str) -> None:
    recipient("ana@x.example"), recipient("owner@x.example", step=2)
    request, by = make_request(at=NOON), make_staff()
    clock.deliver_at(NOON)
    known = {"request": request, "by": by, "at": NOON + MINUTE}
    match what:
        case "opens":
            actions.mark_opened(**known)
        case "takes":
            actions.assign_request(**known, to=by)
        case "calls":
            actions.record_attempt(**known, channel="call", outcome=Outcome.NO_ANSWER)
        case "closes":
            actions.move_request(**known, to=Status.CLOSED, reason="cost")
        case "erases":
            actions.erase_request(**known)
    assert clock.deliver_at(NOON + timedelta(days=1)) == []
    assert OutboxMessage.objects.waiting().count() == 0


def test_a_message_that_is_delivered_twice_tells_nobody_twice(clock) -> None:
    for step in (1, 2, 3):
        recipient(f"step{step}@x.example", step=step)
    request = make_request(at=NOON)
    clock.deliver_at(NOON)
    clock.deliver_at(request.due_at)
    OutboxMessage.objects.filter(kind=TELL).update(delivered_at=None, due_at=NOON)
    # Both that ran before find their step done; the third was not due yet and is told once.
    assert clock.deliver_at(request.due_at) == ["step3@x.example"]
    assert list(Telling.objects.order_by("pk").values_list("step", flat=True)) == [1, 2, 3]


def test_a_released_request_goes_the_same_way(clock) -> None:
    ana, owner = recipient("ana@x.example"), recipient("owner@x.example", step=2)
    request, by = make_request(at=NOON, trap="x"), make_staff()
    assert clock.deliver_at(NOON) == []
    later = NOON + timedelta(hours=1)
    actions.release_request(request=request, by=by, at=later)
    # Who lets it in reads the page again. That is no news.
    actions.mark_opened(request=request, by=by, at=later + MINUTE)
    assert clock.deliver_at(later) == [ana]
    assert clock.deliver_at(later + 5 * MINUTE) == [owner]


def test_a_reopened_request_is_told_when_nobody_takes_it_up(clock) -> None:
    ana = recipient("ana@x.example")
    request, by = make_request(at=NOON), make_staff()
    clock.deliver_at(NOON)
    actions.move_request(request=request, to=Status.CLOSED, reason="cost", by=by, at=NOON + MINUTE)
    later = NOON + timedelta(hours=1)
    actions.move_request(request=request, to=Status.ATTEMPTING, by=by, at=later)
    assert clock.deliver_at(later) == []
    assert clock.deliver_at(later + 5 * MINUTE) == [ana]


def test_when_nobody_is_left_it_is_marked_until_somebody_acts(clock, client, settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    recipient("ana@x.example"), recipient("owner@x.example", step=2)
    request, by = make_request(at=NOON), make_staff(is_superuser=True)
    for minutes in (0, 5, 10):
        clock.deliver_at(NOON + MINUTE * minutes)
    at = NOON + 11 * MINUTE
    assert list(CallbackRequest.objects.told_to_all(at=at)) == [request]
    assert CallbackRequest.objects.queue_counts(at=at, user=by)["told_to_all"] == 1
    client.force_login(by)
    clock.now = at
    assert "everybody on the list was told" in client.get("/admin/").content.decode()
    actions.record_attempt(
        request=request, by=by, at=at, channel="call", outcome=Outcome.NO_ANSWER,
        next_action="call", next_due_at=at + MINUTE,
    )  # fmt: skip
    assert not CallbackRequest.objects.told_to_all(at=at + timedelta(hours=1)).exists()


def test_every_step_is_in_the_timeline_and_escalating_in_the_audit(clock) -> None:
    recipient("ana@x.example"), recipient("owner@x.example", step=2)
    request = make_request(at=NOON)
    for minutes in (0, 5, 10):
        clock.deliver_at(NOON + MINUTE * minutes)
    words = [entry.words for entry in timeline(request)]
    assert words[:3] == [
        "Still waiting, and everybody on the list was told",
        "Told step 2",
        "Told step 1",
    ]
    actions_noted = AuditEvent.objects.about(request).values_list("action", flat=True)
    assert list(actions_noted) == ["received", "escalated", "escalated"]


def test_an_office_that_never_opens_forgets_nobody(clock, office) -> None:
    office.office_hours.all().delete()
    ana, owner = recipient("ana@x.example"), recipient("owner@x.example", step=2)
    request = make_request(at=NOON)
    assert request.due_at is None
    assert clock.deliver_at(NOON) == [ana]
    assert clock.deliver_at(NOON + 5 * MINUTE) == [owner]


@pytest.mark.django_db(transaction=True)
def test_workers_with_the_same_message_tell_once(tmp_path: Path) -> None:
    recipient("ana@x.example")
    request = make_request(at=NOON)
    known = {"since": NOON, "told": 0, "by": None, "unless_seen": False, "at": NOON}

    def tell(_: int) -> bool:
        try:
            return tell_next(request=request, **known) is not None
        finally:
            connections.close_all()

    with shared(tmp_path), ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(tell, range(4))) == [False, False, False, True]
        assert OutboxMessage.objects.filter(kind="intake.request_notice").count() == 1

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from intake import actions
from intake.choices import Channel, Direction, NextAction, Outcome, Rule, Status
from intake.models import Attempt
from recovery_site.models import AuditEvent
from tests.factories.accounts import make_staff
from tests.factories.intake import make_request
from tests.factories.listings import NOON, make_operator, site_owner

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def staff():
    return make_staff()


def record(request, by, *, at=NOON, channel=Channel.CALL, outcome=Outcome.NO_ANSWER, **details):
    return actions.record_attempt(
        request=request, by=by, at=at, channel=channel, outcome=outcome, **details
    )


def on_their_clock(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize("zone", ["America/New_York", "Pacific/Honolulu", "America/Phoenix"])
@pytest.mark.parametrize(
    ("clock", "refused"),
    [
        ("2026-03-18 07:59:59", True),
        ("2026-03-18 08:00", False),
        ("2026-03-18 19:59:59", False),
        ("2026-03-18 20:00", True),
        ("2026-03-08 07:59", True),
        ("2026-03-08 08:00", False),
        ("2026-11-01 08:00", False),
        ("2026-11-01 20:00", True),
    ],
)
def test_calls_fit_the_clock_of_who_is_called(zone: str, clock: str, refused: bool) -> None:
    request = make_request(time_zone=zone)
    at = on_their_clock(clock, zone)
    found = actions.check_attempt(request, channel=Channel.CALL, at=at)
    assert found == ([Rule.HOURS] if refused else [])


def test_an_e_mail_may_be_written_at_night() -> None:
    request = make_request(channel=Channel.EMAIL, email="jo@example.org")
    night = NOON + 12 * HOUR
    assert actions.check_attempt(request, channel=Channel.EMAIL, at=night) == []


@pytest.mark.parametrize(
    ("answers", "channel", "outcome", "reasons"),
    [
        ({}, Channel.CALL, "", []),
        ({}, Channel.TEXT, "", [Rule.CHANNEL]),
        ({"may_send_texts": True}, Channel.TEXT, "", []),
        ({"email": "a@example.org"}, Channel.EMAIL, "", [Rule.CHANNEL]),
        ({}, Channel.EMAIL, "", [Rule.NO_ADDRESS]),
        ({"channel": "email", "email": "a@example.org"}, Channel.CALL, "", [Rule.CHANNEL]),
        ({"channel": "email", "email": "a@example.org", "phone": ""}, Channel.CALL, "",
         [Rule.NO_ADDRESS]),
        ({"channel": "text", "may_send_texts": True}, Channel.CALL, "", [Rule.CHANNEL]),
        ({}, Channel.CALL, Outcome.VOICEMAIL, [Rule.VOICEMAIL]),
        ({"may_leave_voicemail": True}, Channel.CALL, Outcome.VOICEMAIL, []),
    ],
)  # fmt: skip
def test_only_a_permitted_channel_may_be_used(
    answers: dict, channel: str, outcome: str, reasons: list
) -> None:
    request = make_request(**answers)
    found = actions.check_attempt(request, channel=channel, at=NOON, outcome=outcome)
    assert found == reasons


class TestFourthAttempt:
    @pytest.mark.parametrize(
        ("later", "refused"),
        [(timedelta(hours=24) - timedelta(microseconds=1), True), (timedelta(hours=24), False)],
    )
    def test_three_in_a_day_are_enough(self, staff, later: timedelta, refused: bool) -> None:
        request = make_request()
        for _ in range(3):
            record(request, staff)
        found = actions.check_attempt(request, channel=Channel.CALL, at=NOON + later)
        assert (Rule.FOURTH in found) is refused

    def test_two_leave_room_for_one(self, staff) -> None:
        request = make_request()
        for _ in range(2):
            record(request, staff)
        assert actions.check_attempt(request, channel=Channel.CALL, at=NOON + HOUR) == []

    def test_calls_and_texts_count_together(self, staff) -> None:
        request = make_request(may_send_texts=True)
        for channel in (Channel.CALL, Channel.TEXT, Channel.CALL):
            outcome = Outcome.SENT if channel == Channel.TEXT else Outcome.NO_ANSWER
            record(request, staff, channel=channel, outcome=outcome)
        for channel in (Channel.CALL, Channel.TEXT):
            found = actions.check_attempt(request, channel=channel, at=NOON + HOUR)
            assert found == [Rule.FOURTH]

    def test_what_they_started_and_e_mails_never_count(self, staff) -> None:
        request = make_request(email="jo@example.org")
        for _ in range(5):
            record(request, staff, direction=Direction.INBOUND, outcome=Outcome.REACHED)
            record(request, staff, channel=Channel.EMAIL, outcome=Outcome.SENT)
        assert actions.check_attempt(request, channel=Channel.CALL, at=NOON + HOUR) == []

    def test_another_request_from_the_same_phone_counts(self, staff) -> None:
        first, second = (make_request(phone="+15615550142") for _ in range(2))
        for request in (first, first, second):
            record(request, staff)
        found = actions.check_attempt(second, channel=Channel.CALL, at=NOON + HOUR)
        assert found == [Rule.FOURTH]

    def test_what_another_operator_did_is_not_looked_at(self, staff) -> None:
        ours = make_request(phone="+15615550142", operator=site_owner())
        theirs = make_request(phone="+15615550142", operator=make_operator())
        for _ in range(3):
            record(theirs, staff)
        assert actions.check_attempt(ours, channel=Channel.CALL, at=NOON + HOUR) == []


def test_what_happened_is_kept_and_marked(staff) -> None:
    request = make_request()
    attempt = record(request, staff, at=NOON + 12 * HOUR, outcome=Outcome.VOICEMAIL)
    stored = Attempt.objects.get(pk=attempt.pk)
    assert stored.against_rules == ["voicemail", "hours"]
    assert len(stored.broken_rules) == 2


def test_what_they_started_breaks_no_rule(staff) -> None:
    night = NOON + 12 * HOUR
    attempt = record(
        make_request(), staff, at=night, direction=Direction.INBOUND, outcome=Outcome.REACHED
    )
    assert attempt.against_rules == []


@pytest.mark.parametrize(
    ("details", "status"),
    [
        ({"outcome": Outcome.NO_ANSWER}, Status.ATTEMPTING),
        ({"outcome": Outcome.WRONG_NUMBER}, Status.ATTEMPTING),
        ({"outcome": Outcome.REACHED}, Status.CONTACTED),
        ({"outcome": Outcome.ASKED_LATER}, Status.CONTACTED),
        ({"outcome": Outcome.REACHED, "direction": Direction.INBOUND}, Status.CONTACTED),
    ],
)
def test_an_attempt_moves_a_new_request_on(staff, details: dict, status: str) -> None:
    request = make_request()
    record(request, staff, **details)
    request.refresh_from_db()
    assert request.status == status
    change = request.status_changes.order_by("pk").last()
    assert (change.from_status, change.to_status, change.by) == (Status.NEW, status, staff)


def test_an_attempt_moves_nobody_back(staff) -> None:
    request = make_request()
    record(request, staff, outcome=Outcome.REACHED)
    actions.move_request(request=request, to=Status.OFFERED, by=staff, at=NOON)
    record(request, staff, at=NOON + HOUR)
    request.refresh_from_db()
    assert request.status == Status.OFFERED


def test_the_request_is_due_when_the_next_step_is(staff) -> None:
    request, due = make_request(), NOON + 3 * HOUR
    record(request, staff, next_action=NextAction.CALL, next_due_at=due)
    request.refresh_from_db()
    assert request.due_at == due
    record(request, staff, at=NOON + HOUR)
    request.refresh_from_db()
    assert request.due_at is None


def test_a_closed_request_stays_closed_and_undue(staff) -> None:
    request = make_request()
    actions.move_request(request=request, to="closed", reason="cost", by=staff, at=NOON)
    record(request, staff, next_action=NextAction.CALL, next_due_at=NOON + HOUR)
    request.refresh_from_db()
    assert (request.status, request.due_at) == (Status.CLOSED, None)


def test_a_second_tap_is_refused(staff) -> None:
    request = make_request()
    record(request, staff, version=request.version)
    with pytest.raises(actions.StaleError):
        record(request, staff, version=request.version)
    assert request.attempts.count() == 1


def test_the_audit_names_what_was_written(staff) -> None:
    request = make_request()
    record(request, staff, at=NOON - HOUR, recorded_at=NOON, note="Call Marguerite at work")
    event = AuditEvent.objects.about(request).last()
    assert (event.action, event.actor, event.at) == ("attempt", staff, NOON)
    assert "note" in event.fields
    assert "Marguerite" not in str(event.__dict__)

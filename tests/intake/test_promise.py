"""Due times and promises, in the operator's hours and on the visitor's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from intake.choices import Channel, Window
from intake.promise import promise_to
from intake.receipts import request_of, token_of
from tests.factories.intake import make_request, open_every_day
from tests.factories.listings import NOON, make_operator

pytestmark = pytest.mark.django_db
EASTERN, PACIFIC = "America/New_York", "America/Los_Angeles"


def local(text: str, zone: str = EASTERN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def ask(at: datetime, *, opens_at: str = "09:00", closes_at: str = "20:00", **answers):
    operator = make_operator(callback_promise_minutes=30)
    open_every_day(operator, opens_at, closes_at)
    return make_request(operator=operator, at=at, **answers)


@pytest.mark.parametrize(
    ("asked", "due", "promised"),
    [
        ("2026-03-18 12:00", "2026-03-18 12:05", "2026-03-18 12:30"),
        ("2026-03-18 19:57", "2026-03-19 09:02", "2026-03-19 09:27"),
        ("2026-03-18 20:00", "2026-03-19 09:05", "2026-03-19 09:30"),
        ("2026-03-18 23:59", "2026-03-19 09:05", "2026-03-19 09:30"),
        ("2026-03-19 00:00", "2026-03-19 09:05", "2026-03-19 09:30"),
        # The night on which 2 am is 3 am, and the one on which 1 am comes twice.
        ("2026-03-07 23:00", "2026-03-08 09:05", "2026-03-08 09:30"),
        ("2026-03-08 03:30", "2026-03-08 09:05", "2026-03-08 09:30"),
        ("2026-10-31 23:30", "2026-11-01 09:05", "2026-11-01 09:30"),
        ("2026-11-01 01:30", "2026-11-01 09:05", "2026-11-01 09:30"),
    ],
)
def test_office_hours_decide(asked: str, due: str, promised: str) -> None:
    request = ask(local(asked))
    assert (request.due_at, request.promised_by) == (local(due), local(promised))


@pytest.mark.parametrize(
    ("window", "zone", "promised"),
    [
        (Window.MORNING, EASTERN, "2026-03-19 09:30"),
        (Window.AFTERNOON, EASTERN, "2026-03-18 12:30"),
        (Window.EVENING, EASTERN, "2026-03-18 17:30"),
        # Nine in Los Angeles is noon in New York: their morning has begun.
        (Window.MORNING, PACIFIC, "2026-03-18 12:30"),
        (Window.AFTERNOON, PACIFIC, "2026-03-18 15:30"),
        # Their evening begins when the office closes: any lawful hour is the best we can do.
        (Window.EVENING, PACIFIC, "2026-03-18 12:30"),
    ],
)
def test_the_visitors_window_and_zone_decide(window: str, zone: str, promised: str) -> None:
    request = ask(NOON, window=window, time_zone=zone)
    assert request.promised_by == local(promised)
    assert request.due_at == NOON + timedelta(minutes=5)


def test_nobody_is_promised_a_call_before_eight_on_their_clock() -> None:
    request = ask(local("2026-03-18 06:00"), opens_at="06:00", time_zone=PACIFIC)
    assert request.promised_by == local("2026-03-18 08:30", PACIFIC)


def test_an_e_mail_may_come_at_any_office_hour() -> None:
    request = ask(
        local("2026-03-18 06:00"), opens_at="06:00", time_zone=PACIFIC, window=Window.EVENING,
        channel=Channel.EMAIL, email="jo@example.org",
    )  # fmt: skip
    assert request.promised_by == local("2026-03-18 06:30")


def test_an_office_that_never_opens_promises_no_time() -> None:
    request = make_request(at=NOON)
    assert (request.due_at, request.promised_by) == (None, None)
    assert promise_to(request_of(token_of(request)), at=NOON) == (
        "We get back to you as soon as we can."
    )


@pytest.mark.parametrize(
    ("asked", "answers", "words"),
    [
        ("2026-03-18 12:00", {}, "We call you today by 12:30 pm."),
        ("2026-03-18 12:07", {}, "We call you today by 12:45 pm."),
        ("2026-03-18 23:59", {}, "We call you tomorrow, Thursday, by 9:30 am."),
        ("2026-03-18 12:00", {"time_zone": PACIFIC}, "We call you today by 9:30 am Pacific time."),
        ("2026-03-18 12:00", {"channel": Channel.TEXT, "may_send_texts": True},
         "We text you today by 12:30 pm."),
        ("2026-03-18 12:00", {"channel": Channel.EMAIL, "email": "jo@example.org"},
         "We write to you today by 12:30 pm."),
        ("2026-10-31 23:30", {}, "We call you tomorrow, Sunday, by 9:30 am."),
    ],
)  # fmt: skip
def test_the_promise_in_words(asked: str, answers: dict, words: str) -> None:
    request = ask(local(asked), **answers)
    assert promise_to(request_of(token_of(request)), at=local(asked)) == words

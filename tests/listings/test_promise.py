from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from listings.promise import promise_words
from tests.factories.listings import make_office_hours, make_operator

NEW_YORK = ZoneInfo("America/New_York")
pytestmark = pytest.mark.django_db

DAYTIME = [(day, "09:00", "20:00") for day in range(7)]


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (local(2026, 3, 18, 14, 0), "We call you today by 2:30 pm."),
        (local(2026, 3, 18, 14, 7), "We call you today by 2:45 pm."),
        (local(2026, 3, 18, 14, 0, 1), "We call you today by 2:45 pm."),
        (local(2026, 3, 18, 19, 30), "We call you today by 8 pm."),
        (local(2026, 3, 18, 19, 50), "We call you tomorrow, Thursday, by 9:30 am."),
        (local(2026, 3, 18, 20, 0), "We call you tomorrow, Thursday, from 9 am."),
        (local(2026, 3, 18, 6, 0), "We call you today from 9 am."),
        (local(2026, 3, 18, 11, 30), "We call you today by noon."),
        (local(2026, 3, 18, 9, 0), "We call you today by 9:30 am."),
    ],
)
def test_the_promise_names_the_day_and_the_time(at, words):
    operator = make_operator()
    make_office_hours(operator, *DAYTIME)
    assert promise_words(operator, at) == words


def test_over_a_weekend_the_promise_names_the_weekday():
    operator = make_operator()
    make_office_hours(operator, *DAYTIME[:5])
    assert promise_words(operator, local(2026, 3, 20, 21, 0)) == "We call you on Monday from 9 am."


def test_more_than_a_week_away_the_promise_names_the_date():
    operator = make_operator()
    make_office_hours(operator, (0, "09:00", "17:00"))
    operator.holidays.create(on="2026-03-23", name="Moving day")
    words = promise_words(operator, local(2026, 3, 17, 12, 0))
    assert words == "We call you on Monday, March 30 from 9 am."


def test_rounding_never_passes_closing_time():
    operator = make_operator()
    make_office_hours(operator, (2, "09:00", "17:50"))
    assert promise_words(operator, local(2026, 3, 18, 17, 19)) == "We call you today by 5:50 pm."


def test_without_office_hours_nothing_is_promised_that_cannot_be_kept():
    words = promise_words(make_operator(), local(2026, 3, 18, 12, 0))
    assert words == "We call you as soon as we can."


def test_the_words_are_in_the_operators_time_zone():
    operator = make_operator(time_zone="America/Los_Angeles")
    make_office_hours(operator, *DAYTIME)
    at = datetime(2026, 3, 18, 21, 0, tzinfo=UTC)
    assert promise_words(operator, at) == "We call you today by 2:30 pm."

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from listings.office_hours import Office, Stretch
from tests.factories.listings import make_office_hours, make_operator

NEW_YORK = ZoneInfo("America/New_York")
HALF_HOUR = timedelta(minutes=30)
MICROSECOND = timedelta.resolution


def office(weekly: dict[int, list[tuple[str, str]]], **holidays) -> Office:
    def hours(stretches):
        return [(time.fromisoformat(start), time.fromisoformat(end)) for start, end in stretches]

    return Office(
        NEW_YORK,
        HALF_HOUR,
        {day: hours(stretches) for day, stretches in weekly.items()},
        {date.fromisoformat(day[1:].replace("_", "-")): hours(h) for day, h in holidays.items()},
    )


def local(*parts: int, fold: int = 0) -> datetime:
    return datetime(*parts, tzinfo=NEW_YORK, fold=fold).astimezone(UTC)


EVERY_DAY = {day: [("08:00", "20:00")] for day in range(7)}


def test_the_office_is_open_from_the_first_instant_to_just_before_the_last():
    desk = office(EVERY_DAY)
    assert not desk.is_open(local(2026, 3, 18, 8) - MICROSECOND)
    assert desk.is_open(local(2026, 3, 18, 8))
    assert desk.is_open(local(2026, 3, 18, 20) - MICROSECOND)
    assert not desk.is_open(local(2026, 3, 18, 20))


def test_23_59_stands_for_midnight():
    desk = office({2: [("20:00", "23:59")]})
    assert desk.is_open(local(2026, 3, 18, 23, 59, 59))
    assert not desk.is_open(local(2026, 3, 19, 0, 0))


def test_hours_across_midnight_are_one_stretch_of_office_time():
    desk = office({2: [("20:00", "23:59")], 3: [("00:00", "02:00")]})
    at = local(2026, 3, 18, 23, 50)
    assert desk.after(at, HALF_HOUR) == local(2026, 3, 19, 0, 20)
    assert desk.is_open(local(2026, 3, 19, 0, 0))


def test_office_time_runs_on_the_next_day_when_today_is_too_short():
    desk = office(EVERY_DAY)
    assert desk.after(local(2026, 3, 18, 19, 50), HALF_HOUR) == local(2026, 3, 19, 8, 20)


def test_office_time_that_ends_at_closing_time_still_fits_today():
    desk = office(EVERY_DAY)
    assert desk.after(local(2026, 3, 18, 19, 30), HALF_HOUR) == local(2026, 3, 18, 20, 0)


def test_overlapping_hours_are_counted_once():
    desk = office({2: [("08:00", "12:00"), ("10:00", "14:00"), ("16:00", "18:00")]})
    assert desk.stretches(date(2026, 3, 18)) == [
        Stretch(local(2026, 3, 18, 8), local(2026, 3, 18, 14)),
        Stretch(local(2026, 3, 18, 16), local(2026, 3, 18, 18)),
    ]
    assert desk.after(local(2026, 3, 18, 9), timedelta(hours=6)) == local(2026, 3, 18, 17)


def test_a_holiday_closes_the_office():
    desk = office(EVERY_DAY, d2026_03_18=[])
    assert desk.next_open_at(local(2026, 3, 18, 9)) == local(2026, 3, 19, 8)


def test_a_holiday_may_have_hours_of_its_own():
    desk = office({}, d2026_03_18=[("10:00", "12:00")])
    assert desk.next_open_at(local(2026, 3, 18, 9)) == local(2026, 3, 18, 10)


def test_an_office_without_hours_never_opens():
    desk = office({})
    assert desk.next_open_at(local(2026, 3, 18, 9)) is None
    assert desk.after(local(2026, 3, 18, 9), HALF_HOUR) is None


# Clocks in New York went from 2:00 to 3:00 on March 8, 2026 …
def test_a_time_skipped_in_spring_moves_forward_by_an_hour():
    desk = office({6: [("02:30", "05:00")]})
    assert desk.next_open_at(local(2026, 3, 8, 0)) == local(2026, 3, 8, 3, 30)


def test_hours_that_the_spring_night_turns_around_are_no_hours():
    desk = office({6: [("02:30", "03:15")]})
    assert desk.stretches(date(2026, 3, 8)) == []
    assert desk.after(local(2026, 3, 8, 0), HALF_HOUR) == local(2026, 3, 15, 3, 0)


def test_the_spring_night_is_an_hour_shorter():
    desk = office({6: [("01:00", "04:00")]})
    stretch = desk.stretches(date(2026, 3, 8))[0]
    assert stretch.closes_at - stretch.opens_at == timedelta(hours=2)


# … and from 2:00 back to 1:00 on November 1.
def test_the_autumn_night_is_an_hour_longer():
    desk = office({6: [("00:00", "04:00")]})
    stretch = desk.stretches(date(2026, 11, 1))[0]
    assert stretch.closes_at - stretch.opens_at == timedelta(hours=5)
    assert desk.after(local(2026, 11, 1, 0), timedelta(hours=5)) == local(2026, 11, 1, 4)


def test_a_time_repeated_in_autumn_is_the_first_one():
    desk = office({6: [("01:30", "04:00")]})
    assert desk.next_open_at(local(2026, 11, 1, 0)) == local(2026, 11, 1, 1, 30, fold=0)


hours = st.lists(
    st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] < pair[1]), max_size=3
)


@given(
    st.dictionaries(st.integers(0, 6), hours, min_size=1),
    # Hypothesis adds the zone.
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(1, 600),
)
def test_the_office_time_until_the_due_instant_is_what_was_asked(weekly, at, minutes):
    desk = Office(NEW_YORK, HALF_HOUR, weekly, {})
    due_at = desk.after(at, timedelta(minutes=minutes))
    if due_at is None:
        return
    opened = [
        min(stretch.closes_at, due_at) - max(stretch.opens_at, at)
        for stretch in desk.upcoming(at)
        if stretch.opens_at < due_at
    ]
    assert sum(opened, timedelta()) == timedelta(minutes=minutes)


@given(st.dictionaries(st.integers(0, 6), hours))
def test_stretches_are_in_order_and_apart(weekly):
    desk = Office(NEW_YORK, HALF_HOUR, weekly, {})
    some = list(islice(desk.upcoming(local(2026, 3, 6)), 20))
    assert all(stretch.opens_at < stretch.closes_at for stretch in some)
    assert all(a.closes_at <= b.opens_at for a, b in pairwise(some))


@pytest.mark.django_db
def test_the_office_is_read_with_two_queries(django_assert_num_queries):
    operator = make_operator()
    make_office_hours(operator, *[(day, "08:00", "20:00") for day in range(7)])
    operator.holidays.create(on="2026-12-25", name="Christmas")
    operator.holidays.create(
        on="2026-12-24", name="Christmas Eve", opens_at="08:00", closes_at="12:00"
    )
    operator.refresh_from_db()
    with django_assert_num_queries(2):
        desk = Office.of(operator)
        assert desk.next_open_at(local(2026, 12, 24, 12)) == local(2026, 12, 26, 8)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stretches", "words"),
    [
        ([], ""),
        ([(day, "09:00", "20:00") for day in range(7)], "Every day, 9 am to 8 pm"),
        (
            [(day, "08:00", "20:00") for day in range(6)] + [(6, "10:00", "18:30")],
            "Monday to Saturday, 8 am to 8 pm; Sunday, 10 am to 6:30 pm",
        ),
        (
            [(0, "09:00", "12:00"), (0, "13:00", "17:00"), (1, "09:00", "23:59")],
            "Monday, 9 am to noon and 1 pm to 5 pm; Tuesday, 9 am to midnight",
        ),
        ([(5, "10:00", "12:00"), (6, "10:00", "12:00")], "Saturday and Sunday, 10 am to noon"),
    ],
)
def test_the_hours_are_put_into_words(stretches, words):
    operator = make_operator()
    make_office_hours(operator, *stretches)
    operator.refresh_from_db()
    assert operator.hours_words == words

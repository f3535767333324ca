from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake import actions
from intake.models import CallbackRequest
from intake.numbers.clock import OfficeClock
from intake.numbers.facts import Cohort, read
from intake.numbers.periods import Period, as_days, from_days
from intake.numbers.report import clocks
from intake.numbers.waits import Waits, nearest_rank, to_contact, to_first_attempt
from listings.models import Operator
from listings.office_hours import Office
from tests.factories.accounts import make_staff
from tests.factories.intake import make_request, open_every_day
from tests.factories.listings import NOON, site_owner

EASTERN = ZoneInfo("America/New_York")
MINUTE = timedelta(minutes=1)
FIVE = 5 * MINUTE
TICK = timedelta(microseconds=1)
# Both nights on which the clocks change lie in between.
instants = st.integers(0, 270 * 24 * 3600).map(
    lambda seconds: datetime(2026, 2, 20, tzinfo=UTC) + timedelta(seconds=seconds)
)


def office() -> Office:
    hours = {day: [(time(9), time(12, 30)), (time(13), time(20))] for day in range(6)}
    return Office(EASTERN, 30 * MINUTE, hours, {date(2026, 7, 4): []})


def of_cohort(*, at: datetime, measure=to_first_attempt) -> Waits:
    cohort = Cohort()
    for fact in read(CallbackRequest.objects.all(), start=NOON - timedelta(days=9), end=at):
        cohort.add(fact)
    return measure(cohort.facts, clocks(Operator.objects.all(), start=NOON, end=at), at=at)


class TestClock:
    @given(instants, instants)
    def test_it_counts_as_a_plain_sum_does(self, one: datetime, other: datetime) -> None:
        start, end = sorted([one, other])
        clock = OfficeClock(office(), start=start, end=end)
        plain = timedelta(0)
        for stretch in office().upcoming(start):
            if stretch.opens_at >= end:
                break
            plain += min(end, stretch.closes_at) - max(start, stretch.opens_at)
        assert clock.between(start, end) == plain

    @given(instants, st.integers(0, 3 * 24 * 60))
    def test_it_is_the_inverse_of_the_promise(self, start: datetime, minutes: int) -> None:
        end = office().after(start, minutes * MINUTE)
        assert end
        assert OfficeClock(office(), start=start, end=end).between(start, end) == minutes * MINUTE

    def test_an_office_that_never_opens_has_the_time_of_the_wall(self) -> None:
        shut = Office(EASTERN, FIVE, {}, {})
        clock = OfficeClock(shut, start=NOON, end=NOON + FIVE)
        assert clock.between(NOON, NOON + FIVE) == FIVE
        assert clock.between(NOON, NOON - FIVE) == timedelta(0)


class TestNearestRank:
    @pytest.mark.parametrize(
        ("count", "median", "most"),
        [(1, 1, 1), (2, 1, 2), (3, 2, 3), (9, 5, 9), (10, 5, 9), (11, 6, 10), (100, 50, 90)],
    )
    def test_it_is_a_time_that_somebody_waited(self, count: int, median: int, most: int) -> None:
        values = [number * MINUTE for number in range(count, 0, -1)]
        assert nearest_rank(values, 50) == median * MINUTE
        assert nearest_rank(values, 90) == most * MINUTE

    def test_nobody_waited(self) -> None:
        assert nearest_rank([], 50) is None


@pytest.mark.django_db
class TestWithin:
    @pytest.fixture(autouse=True)
    def open_office(self) -> None:
        open_every_day(site_owner())

    def attempt(self, request, *, after: timedelta, **details) -> None:
        details = {"channel": "call", "outcome": "no_answer"} | details
        actions.record_attempt(request=request, by=make_staff(), at=NOON + after, **details)

    @pytest.mark.parametrize(("after", "met"), [(FIVE, 1), (FIVE + TICK, 0), (timedelta(0), 1)])
    def test_exactly_five_minutes_is_in_time(self, after: timedelta, met: int) -> None:
        self.attempt(make_request(), after=after)
        found = of_cohort(at=NOON + 20 * MINUTE).within(FIVE)
        assert (found.met, found.judged) == (met, 1)

    @pytest.mark.parametrize(("waited", "judged"), [(FIVE, 0), (FIVE + TICK, 1)])
    def test_who_still_waits_is_late_only_past_the_limit(self, waited, judged: int) -> None:
        make_request()
        found = of_cohort(at=NOON + waited)
        assert (found.within(FIVE).met, found.within(FIVE).judged) == (0, judged)
        assert len(found.waiting) == 1

    @pytest.mark.parametrize(("waited", "judged"), [(FIVE, 0), (FIVE + TICK, 1)])
    def test_they_reached_us_first(self, waited, judged: int) -> None:
        request = make_request()
        self.attempt(request, after=waited, direction="in", outcome="reached")
        self.attempt(request, after=waited + MINUTE, outcome="reached")
        found = of_cohort(at=NOON + 60 * MINUTE)
        assert (found.office, len(found.ended)) == ([], 1)
        assert found.within(FIVE).judged == judged
        contact = of_cohort(at=NOON + 60 * MINUTE, measure=to_contact)
        assert contact.office == [waited]

    def test_a_move_without_an_attempt_counts_as_one(self) -> None:
        actions.move_request(
            request=make_request(), to="contacted", by=make_staff(), at=NOON + FIVE
        )
        for measure in (to_first_attempt, to_contact):
            assert of_cohort(at=NOON + 60 * MINUTE, measure=measure).office == [FIVE]

    def test_a_closed_request_waits_no_more(self) -> None:
        actions.move_request(
            request=make_request(), to="closed", reason="withdrew", by=make_staff(),
            at=NOON + FIVE,
        )  # fmt: skip
        found = of_cohort(at=NOON + 60 * MINUTE)
        assert (found.waiting, found.ended, found.within(FIVE).judged) == ([], [FIVE], 0)

    def test_a_night_is_no_wait_but_stands_on_the_wall_clock(self) -> None:
        request = make_request(at=NOON - timedelta(hours=14))  # 10 pm; the office opens at 9 am
        self.attempt(request, after=-timedelta(hours=2, minutes=57))
        found = of_cohort(at=NOON)
        assert found.office == [3 * MINUTE]
        assert found.wall == [timedelta(hours=11, minutes=3)]

    def test_what_was_held_waits_from_its_release(self) -> None:
        request = make_request(trap="x")
        assert of_cohort(at=NOON + 60 * MINUTE).waiting == []
        actions.release_request(request=request, by=make_staff(), at=NOON + 60 * MINUTE)
        self.attempt(request, after=62 * MINUTE)
        assert of_cohort(at=NOON + 90 * MINUTE).office == [2 * MINUTE]

    @pytest.mark.parametrize("reason", ["spam", "duplicate"])
    def test_spam_and_duplicates_are_left_out(self, reason: str) -> None:
        request = make_request()
        self.attempt(request, after=FIVE)
        actions.move_request(
            request=request, to="closed", reason=reason, by=make_staff(), at=NOON + FIVE
        )
        assert of_cohort(at=NOON + 60 * MINUTE).office == []

    def test_an_erased_request_still_counts(self) -> None:
        request = make_request()
        self.attempt(request, after=FIVE)
        actions.erase_request(request=request, by=make_staff(), at=NOON + 9 * MINUTE)
        assert of_cohort(at=NOON + 60 * MINUTE).office == [FIVE]


class TestPeriod:
    @pytest.mark.parametrize(
        ("first", "hours"),
        [(date(2026, 3, 8), 23), (date(2026, 11, 1), 25)],
    )
    def test_a_day_is_as_long_as_its_clock_says(self, first: date, hours: int) -> None:
        period = Period(first, first, EASTERN)
        assert period.ends_at - period.starts_at == timedelta(hours=hours)

    @pytest.mark.parametrize("days", [1, 7, 31, 32, 90, 189, 190, 731])
    def test_its_parts_are_all_of_it(self, days: int) -> None:
        period = Period.days_until(date(2026, 3, 18), days=days, zone=EASTERN)
        parts = period.parts()
        assert (parts[0].first, parts[-1].last) == (period.first, period.last)
        assert sum(part.days for part in parts) == period.days == days
        assert all(b.first == a.last + timedelta(days=1) for a, b in pairwise(parts))
        assert len(parts) <= 32
        assert (period.before.days, period.before.ends_at) == (days, period.starts_at)

    @pytest.mark.parametrize(
        "text", ["", "..", "2026-01-01", "2026-02-30..2026-03-01", "2026-03-02..2026-03-01",
                 "0001-01-01..9999-12-31", "2026-01-01..2026-01-02..2026-01-03"],
    )  # fmt: skip
    def test_other_texts_are_no_days(self, text: str) -> None:
        assert from_days(text, EASTERN) is None

    def test_days_are_read_as_they_are_written(self) -> None:
        period = Period(date(2026, 3, 1), date(2026, 3, 18), EASTERN)
        assert from_days(as_days(period), EASTERN) == period

"""All figures of one period and of the one before it."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from intake.numbers.clock import OfficeClock
from intake.numbers.facts import Cohort, Fact, read
from intake.numbers.funnel import Group, Step, funnel, grouped, lost
from intake.numbers.periods import Period
from intake.numbers.waits import MEDIAN, NINE_IN_TEN, Waits, to_contact, to_first_attempt
from intake.querysets import CallbackRequestQuerySet
from listings.models import Operator
from listings.office_hours import Office


@dataclass(frozen=True, slots=True)
class Point:
    """A day, a week or four, and how long those who asked then waited for the first attempt."""

    period: Period
    answered: int
    median: timedelta | None
    nine_in_ten: timedelta | None


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast one cohort was answered."""

    cohort: Cohort
    attempt: Waits
    contact: Waits


@dataclass(frozen=True, slots=True)
class Report:
    period: Period
    now: Speed
    before: Speed
    points: list[Point]
    funnel: list[Step]
    by_source: list[Group]
    by_heard_from: list[Group]
    by_house: list[Group]
    lost: list[tuple[str, int]]


def clocks(operators: Iterable[Operator], *, start: datetime, end: datetime) -> dict:
    """Of each operator by its key. Needs `office_hours` and `holidays`."""
    return {
        operator.pk: OfficeClock(Office.of(operator), start=start, end=end)
        for operator in operators
    }


def report(
    requests: CallbackRequestQuerySet,
    operators: Iterable[Operator],
    *,
    period: Period,
    at: datetime,
) -> Report:
    """Three queries, whatever there is. `operators` are those of the requests."""
    known = clocks(operators, start=period.before.starts_at, end=at)
    cohorts = before, now = Cohort(), Cohort()
    for fact in read(requests, start=period.before.starts_at, end=period.ends_at):
        cohorts[fact.request.created_at >= period.starts_at].add(fact)
    facts, parts = now.facts, period.parts()
    waits = waits_of_parts(now, parts, known, at=at)
    return Report(
        period=period,
        now=Speed(now, sum(waits, Waits()), to_contact(facts, known, at=at)),
        before=Speed(
            before,
            to_first_attempt(before.facts, known, at=at),
            to_contact(before.facts, known, at=at),
        ),
        points=[point(part, each) for part, each in zip(parts, waits, strict=True)],
        funnel=funnel(facts),
        by_source=grouped(facts, lambda fact: fact.request.source),
        by_heard_from=grouped(facts, lambda fact: fact.request.heard_from),
        by_house=grouped(facts, lambda fact: fact.request.house_id),
        lost=lost(facts),
    )


def waits_of_parts(
    cohort: Cohort, parts: list[Period], known: dict[int, OfficeClock], *, at: datetime
) -> list[Waits]:
    """To the first attempt, for those who asked in each of `parts`, which follow each other."""
    starts = [part.starts_at for part in parts]
    facts: list[list[Fact]] = [[] for _ in parts]
    for fact in cohort.facts:
        facts[bisect_right(starts, fact.request.created_at) - 1].append(fact)
    return [to_first_attempt(part, known, at=at) for part in facts]


def point(period: Period, waits: Waits) -> Point:
    return Point(period, len(waits.office), waits.percentile(MEDIAN), waits.percentile(NINE_IN_TEN))

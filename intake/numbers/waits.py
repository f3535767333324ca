"""How long people waited: medians, nine in ten, and how many within a limit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from intake.numbers.clock import OfficeClock
from intake.numbers.facts import Fact

LIMITS = (timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))
MEDIAN, NINE_IN_TEN = 50, 90


@dataclass(frozen=True, slots=True)
class Within:
    """`met` of `judged` were in time. Who waits no longer than the limit yet is not judged."""

    limit: timedelta
    met: int
    judged: int


@dataclass(slots=True)
class Waits:
    """Office time and wall time of those who were answered, and office time of those who were not.

    `ended` are those of whom nothing was left to answer, because they reached us themselves or
    their request was settled. `waiting` are all the others.
    """

    office: list[timedelta] = field(default_factory=list)
    wall: list[timedelta] = field(default_factory=list)
    waiting: list[timedelta] = field(default_factory=list)
    ended: list[timedelta] = field(default_factory=list)

    def add(
        self,
        clock: OfficeClock,
        *,
        asked_at: datetime,
        answered_at: datetime | None,
        ended_at: datetime | None,
        at: datetime,
    ) -> None:
        if answered_at:
            self.office.append(clock.between(asked_at, answered_at))
            self.wall.append(max(timedelta(0), answered_at - asked_at))
        elif ended_at:
            self.ended.append(clock.between(asked_at, ended_at))
        else:
            self.waiting.append(clock.between(asked_at, at))

    def __add__(self, other: "Waits") -> "Waits":
        return Waits(
            self.office + other.office,
            self.wall + other.wall,
            self.waiting + other.waiting,
            self.ended + other.ended,
        )

    def percentile(self, percent: int, *, wall: bool = False) -> timedelta | None:
        return nearest_rank(self.wall if wall else self.office, percent)

    def within(self, limit: timedelta) -> Within:
        """Exactly the limit is in time. Longer without an answer is missed, whatever came then."""
        met = sum(waited <= limit for waited in self.office)
        missed = sum(waited > limit for waited in (*self.waiting, *self.ended))
        return Within(limit, met, len(self.office) + missed)


def nearest_rank(values: list[timedelta], percent: int) -> timedelta | None:
    """The smallest value that at least `percent` of a hundred do not exceed; None for no values."""
    if not values:
        return None
    rank = -(-len(values) * percent // 100)
    return sorted(values)[max(rank, 1) - 1]


def to_first_attempt(
    facts: Iterable[Fact], clocks: dict[int, OfficeClock], *, at: datetime
) -> Waits:
    waits = Waits()
    for fact in facts:
        if fact.is_timed:
            waits.add(
                clocks[fact.request.operator_id],
                asked_at=fact.asked_at,
                answered_at=fact.attempted_at,
                ended_at=fact.ended_at,
                at=at,
            )
    return waits


def to_contact(facts: Iterable[Fact], clocks: dict[int, OfficeClock], *, at: datetime) -> Waits:
    waits = Waits()
    for fact in facts:
        if fact.is_timed:
            waits.add(
                clocks[fact.request.operator_id],
                asked_at=fact.asked_at,
                answered_at=fact.contacted_at,
                ended_at=fact.moves.over,
                at=at,
            )
    return waits

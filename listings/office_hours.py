"""When somebody at the operator picks up, in the operator's own time.

Local times that a daylight-saving change skips or repeats are resolved as `zoneinfo`
does: a skipped time moves forward by the gap, a repeated one is its first occurrence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from listings.words import LAST_MINUTE, Hours

if TYPE_CHECKING:
    from listings.models import Operator

LOOK_AHEAD_DAYS = 370


@dataclass(frozen=True, slots=True)
class Stretch:
    """The office is open in [opens_at, closes_at), both aware."""

    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Office:
    """An operator's hours, read once: `of` makes two queries, nothing after it makes any.

    `promise` is the office time within which staff call back.
    """

    zone: ZoneInfo
    promise: timedelta
    weekly: dict[int, Hours]
    holidays: dict[date, Hours]

    @classmethod
    def of(cls, operator: "Operator") -> "Office":
        holidays = {
            day.on: [(day.opens_at, day.closes_at)] if day.opens_at and day.closes_at else []
            for day in operator.holidays.all()
        }
        promise = timedelta(minutes=operator.callback_promise_minutes)
        return cls(ZoneInfo(operator.time_zone), promise, operator.weekly_hours, holidays)

    def stretches(self, day: date) -> list[Stretch]:
        """In order and apart: hours that touch or overlap are one stretch."""
        hours = self.holidays.get(day, self.weekly.get(day.weekday(), []))
        return _merged(
            Stretch(self._at(day, start), self._closing(day, end)) for start, end in sorted(hours)
        )

    def upcoming(self, at: datetime) -> Iterator[Stretch]:
        """Stretches that end after `at`, in order, about a year ahead."""
        today = at.astimezone(self.zone).date()
        for offset in range(LOOK_AHEAD_DAYS):
            for stretch in self.stretches(today + timedelta(days=offset)):
                if stretch.closes_at > at:
                    yield stretch

    def is_open(self, at: datetime) -> bool:
        return self.next_open_at(at) == at

    def next_open_at(self, at: datetime) -> datetime | None:
        """`at` itself while the office is open; None when it never opens again."""
        stretch = next(self.upcoming(at), None)
        return max(at, stretch.opens_at) if stretch else None

    def after(self, at: datetime, office_time: timedelta) -> datetime | None:
        """The instant by which `office_time` of open office has gone by since `at`."""
        left = office_time
        for stretch in self.upcoming(at):
            start = max(at, stretch.opens_at)
            if stretch.closes_at - start >= left:
                return start + left
            left -= stretch.closes_at - start
        return None

    def closes_after(self, at: datetime) -> datetime | None:
        """The end of the stretch that is open at `at`, or of the next one."""
        stretch = next(self.upcoming(at), None)
        return stretch.closes_at if stretch else None

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self.zone).astimezone(UTC)

    def _closing(self, day: date, moment: time) -> datetime:
        if moment >= LAST_MINUTE:
            return self._at(day + timedelta(days=1), time.min)
        return self._at(day, moment)


def _merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    merged: list[Stretch] = []
    for stretch in stretches:
        if stretch.opens_at >= stretch.closes_at:  # a clock change swallowed it
            continue
        if merged and stretch.opens_at <= merged[-1].closes_at:
            last = merged.pop()
            stretch = Stretch(last.opens_at, max(last.closes_at, stretch.closes_at))
        merged.append(stretch)
    return merged

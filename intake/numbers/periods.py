"""Whole days on the operator's calendar."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
LONGEST = timedelta(days=731)
# What databases and clocks can hold, with room for the days before.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
# Longer periods are drawn by the week, then by four weeks, so that a phone can show them.
MOST_DAYS = 31
MOST_WEEKS = 27


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day, both included, where `zone` is."""

    first: date
    last: date
    zone: ZoneInfo

    @classmethod
    def days_until(cls, today: date, *, days: int, zone: ZoneInfo) -> "Period":
        return cls(today - (days - 1) * DAY, today, zone)

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def starts_at(self) -> datetime:
        return self._midnight(self.first)

    @property
    def ends_at(self) -> datetime:
        """The first instant that is no longer part of it."""
        return self._midnight(self.last + DAY)

    @property
    def before(self) -> "Period":
        """As many days right before it."""
        return Period(self.first - self.days * DAY, self.first - DAY, self.zone)

    @property
    def step(self) -> int:
        """How many days one point of a chart stands for."""
        if self.days <= MOST_DAYS:
            return 1
        return 7 if self.days <= MOST_WEEKS * 7 else 28

    def parts(self) -> list["Period"]:
        """In order, each of `step` days; the first one may be shorter, the last is whole."""
        parts, last = [], self.last
        while last >= self.first:
            first = max(self.first, last - (self.step - 1) * DAY)
            parts.append(Period(first, last, self.zone))
            last = first - DAY
        return parts[::-1]

    def _midnight(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self.zone).astimezone(UTC)


def as_days(period: Period) -> str:
    """ "2026-10-26..2026-11-24", which `from_days` reads."""
    return f"{period.first.isoformat()}..{period.last.isoformat()}"


def from_days(text: str, zone: ZoneInfo) -> Period | None:
    """None for what nobody wrote with `as_days`."""
    try:
        first, last = (date.fromisoformat(part) for part in text.split(".."))
    except ValueError:
        return None
    return Period(first, last, zone) if EARLIEST <= first <= last < LATEST else None

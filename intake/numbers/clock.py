"""Office time between any two instants, for thousands of them."""

from bisect import bisect_right
from datetime import datetime, timedelta

from listings.office_hours import Office

NONE = timedelta(0)


class OfficeClock:
    """Runs while the office is open. Good for instants in [start, end].

    Hours and holidays are those of today: nobody keeps what they were at the time. An office
    that is never open in between has no time of its own; then it is wall time.
    """

    def __init__(self, office: Office, *, start: datetime, end: datetime) -> None:
        self._opens: list[datetime] = []
        self._closes: list[datetime] = []
        self._before: list[timedelta] = []
        day = start.astimezone(office.zone).date() - timedelta(days=1)
        last = end.astimezone(office.zone).date()
        total = NONE
        while day <= last:
            for stretch in office.stretches(day):
                self._opens.append(stretch.opens_at)
                self._closes.append(stretch.closes_at)
                self._before.append(total)
                total += stretch.closes_at - stretch.opens_at
            day += timedelta(days=1)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Nothing when `end` comes first."""
        if not self._opens:
            return max(NONE, end - start)
        return max(NONE, self._reading(end) - self._reading(start)) if end > start else NONE

    def _reading(self, at: datetime) -> timedelta:
        index = bisect_right(self._opens, at) - 1
        if index < 0:
            return NONE
        return self._before[index] + min(at, self._closes[index]) - self._opens[index]

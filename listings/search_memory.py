"""The entries of one instant in the memory of the process, behind the door of `search.find`.

Every entry is one bit. For each value of a column there is a number whose bits say which entries
have it, so a filter is an AND, and a count is how many bits are set. Nothing is changed once it
is made, so threads share it; `listings.site` keeps it for as long as its edition lasts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache, lru_cache, reduce
from operator import itemgetter, or_
from typing import Any

from listings.choices import HouseOrder
from listings.geometry import Point, squared_chord_between, vector
from listings.models import City, SearchEntry
from listings.places import Place
from listings.search_rows import FoundEntry, entry_of, instant, rows_of

MOST_AROUND = 50
_OF_ENTRY = FoundEntry._fields[:-1]  # all but the chord
_COLUMNS = (
    *_OF_ENTRY, "audience", "private", "minimum_days", "level", "facts", "terms", "x", "y", "z",
)  # fmt: skip
_READ = (
    f"SELECT {', '.join(f'entry.{name}' for name in _COLUMNS)}, city.slug"  # noqa: S608  names of our own
    f" FROM {SearchEntry._meta.db_table} AS entry"
    f" JOIN {City._meta.db_table} AS city ON city.id = entry.city_id"
    " WHERE entry.starts_at <= %s AND entry.ends_at > %s"
)
_PLACES = {name: place for place, name in enumerate((*_COLUMNS, "city"))}


def _last(value: Any) -> tuple[bool, Any]:
    """None after everything else."""
    return value is None, value or 0


# As in `search.ORDERS`; the nearest first stands for itself, because it is another for each place.
_ORDERS: dict[str, Callable[[FoundEntry], Any]] = {
    HouseOrder.SOONEST: lambda one: (
        one.rank, _last(one.opens_on and one.opens_on.toordinal()), -one.open_beds, one.house_id
    ),
    HouseOrder.COST: lambda one: (_last(one.weekly), one.house_id),
    HouseOrder.MOVE_IN: lambda one: (_last(one.move_in), one.house_id),
    HouseOrder.CONFIRMED: lambda one: (
        _last(one.confirmed_at and -one.confirmed_at.timestamp()), one.house_id
    ),
}  # fmt: skip


class Steps:
    """Values in ascending order, each with the bits of the entries that have it or a lower one."""

    def __init__(self, bits: Mapping[Any, int]) -> None:
        self.values = sorted(value for value in bits if value is not None)
        self.up_to = [0]
        for value in self.values:
            self.up_to.append(self.up_to[-1] | bits[value])

    def at_most(self, limit: Any) -> int:
        return self.up_to[bisect_right(self.values, limit)]

    def lowest(self, some: int) -> Any:
        """The lowest value among these entries; None where none has one."""
        first = bisect_left(self.up_to, 1, key=lambda up_to: bool(up_to & some))
        return self.values[first - 1] if first < len(self.up_to) else None


class Around:
    """How far the points are from one place, as squared chords."""

    def __init__(self, points: Mapping[Point, int], place: Place) -> None:
        here = vector(place.latitude, place.longitude)
        self.points = points
        self.chords = {point: squared_chord_between(point, here) for point in points}
        self.at_most = cache(self._at_most)

    def _at_most(self, limit: float) -> int:
        chords = self.chords
        return _any_of(some for point, some in self.points.items() if chords[point] <= limit)

    def lowest(self, some: int) -> float | None:
        chords = (self.chords[point] for point, here in self.points.items() if here & some)
        return min(chords, default=None)


class Memory:
    """All entries of an instant, and what makes finding among them quick once it was asked for.

    Entries are called by their numbers here, which are those of their bits.
    """

    def __init__(self, rows: list[tuple[Any, ...]]) -> None:
        # Together what one kind of seeker may have: finding looks among those alone.
        self.rows = sorted(rows, key=itemgetter(_PLACES["audience"], _PLACES["private"]))
        self.column, self.with_bit = cache(self._column), cache(self._with_bit)
        self.steps, self.places = cache(self._steps), cache(self._places)
        self.entry = cache(self._entry)
        self.around = lru_cache(MOST_AROUND)(self._around)

    @classmethod
    def read(cls, *, at: datetime) -> "Memory":
        return cls(rows_of(_READ, (instant(at), instant(at))))

    def entry_around(self, number: int, around: Around | None) -> FoundEntry:
        entry: FoundEntry = self.entry(number)
        return entry._replace(chord=around.chords[self.point(number)]) if around else entry

    def _entry(self, number: int) -> FoundEntry:
        return entry_of((*self.rows[number][: len(_OF_ENTRY)], None))

    def point(self, number: int) -> Point:
        return self.rows[number][_PLACES["x"] : _PLACES["z"] + 1]

    def house(self, number: int) -> int:
        key: int = self.rows[number][_PLACES["house_id"]]
        return key

    def having(self, value: Any, *names: str) -> int:
        """Those whose columns of these names are `value`; a tuple where there are several."""
        return self.column(*names).get(value, 0)

    def _column(self, *names: str) -> dict[Any, int]:
        """The bits of the entries by value."""
        return _bits(map(itemgetter(*(_PLACES[name] for name in names)), self.rows))

    def _with_bit(self, name: str, bit: int) -> int:
        """Those in whose packed column that bit is set."""
        return _any_of(some for value, some in self.column(name).items() if value >> bit & 1)

    def _steps(self, name: str) -> Steps:
        return Steps(self.column(name))

    def _around(self, place: Place) -> Around:
        return Around(self.column("x", "y", "z"), place)

    def _places(self, sort: str, some: int) -> dict[int, int]:
        """By number the place in that order of some entries."""
        key = _ORDERS[sort]
        ordered = sorted(numbers_in(some), key=lambda number: key(self.entry(number)))
        return {number: place for place, number in enumerate(ordered)}


def numbers_in(some: int) -> list[int]:
    """In ascending order."""
    first = max((some & -some).bit_length() - 1, 0)
    bits = f"{some >> first:b}"[::-1]
    return [number for number, bit in enumerate(bits, first) if bit == "1"]


def _any_of(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)


def _bits(values: Iterable[Any]) -> dict[Any, int]:
    numbers: dict[Any, list[int]] = {}
    for number, value in enumerate(values):
        numbers.setdefault(value, []).append(number)
    return {value: _with(some) for value, some in numbers.items()}


def _with(numbers: list[int]) -> int:
    """These bits are set. By bytes, because setting one in a large number copies all of it."""
    bits = bytearray((numbers[-1] >> 3) + 1)
    for number in numbers:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")

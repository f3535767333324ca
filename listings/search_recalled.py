"""One question, answered from memory: the twin of `search.Question` and `search.Tally`."""

from collections.abc import Iterator, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any

from listings.choices import HouseOrder, SupportLevel
from listings.filters import (
    AUDIENCES,
    FACTS,
    LIMITS,
    OPEN,
    SEVERAL,
    SOON,
    UNKNOWN,
    WITHIN,
    HouseFilter,
    index,
    saying,
)
from listings.geometry import squared_chord
from listings.models import Fact
from listings.search_memory import Memory, numbers_in
from listings.search_rows import FoundEntry, rows_of

# Of those that miss one filter alone: the column in which the first that would fit is looked for.
NEAREST = {
    "by": "opens_on",
    "open": "opens_on",
    "max_weekly": "weekly",
    "max_move_in": "move_in",
    "days": "minimum_days",
}

Bits = int


class Recalled:
    """`found` are the entries that fit; `alone` by filter those that miss it and nothing else."""

    def __init__(
        self, wanted: HouseFilter, memory: Memory, *, terms: Mapping[tuple[str, str], int],
        language: str,
    ) -> None:  # fmt: skip
        self.wanted, self.memory, self.terms, self.language = wanted, memory, terms, language
        self.private = bool(wanted.private)
        self.around = memory.around(wanted.near) if wanted.near else None
        door = self._door(wanted.gender, self.private)
        fits = {name: self._fitting(name) for name in wanted.conditional}
        self.all = reduce(and_, fits.values(), -1)
        self.found = door & self.all
        self.alone = {
            name: door & ~fits[name] & reduce(and_, (fits[n] for n in fits if n != name), -1)
            for name in fits
        }

    def _door(self, audience: str, private: bool) -> Bits:
        return self.memory.having((audience, private), "audience", "private")

    def _fitting(self, name: str) -> Bits:
        field, _colon, choice = name.partition(":")
        value: Any = choice or getattr(self.wanted, "within" if field == "near" else field)
        memory = self.memory
        match field:
            case "near":
                return self._within(value)
            case "city":
                return memory.having(value, "city")
            case "by":
                soon = memory.having(SOON, "rank") & memory.steps("opens_on").at_most(value)
                return memory.having(OPEN, "rank") | soon
            case "max_weekly" | "max_move_in":
                return memory.steps(UNKNOWN[LIMITS[field]]).at_most(int(value * 100))
            case "days":
                return memory.steps("minimum_days").at_most(value)
            case "q":
                houses = rows_of(*saying(value, self.language))
                return reduce(or_, (memory.having(key, "house_id") for (key,) in houses), 0)
            case "ask":
                return memory.having(None, UNKNOWN[value])
        return self._choice(field, str(value))

    def _choice(self, field: str, choice: str) -> Bits:
        """The entries that are what a choice of the form says."""
        match field:
            case "open":
                return self.memory.having(OPEN, "rank")
            case "level":
                return self.memory.having(int(choice), "level")
            case "certified":
                return self.memory.with_bit("facts", index(Fact.CERTIFIED))
            case "amenity" | "pathway" | "language":
                bit = self.terms.get((field, choice))
                return 0 if bit is None else self.memory.with_bit("terms", bit)
        return self.memory.with_bit("facts", index(FACTS[field][choice]))

    def _within(self, miles: int) -> Bits:
        return self.around.at_most(squared_chord(miles)) if self.around else 0

    def _choices(self) -> Iterator[tuple[str, str, Bits]]:
        """Every choice of the form: its field, its name, and the entries that are so."""
        names = [("open", "now"), ("certified", "yes")]
        names += [("level", str(level)) for level in SupportLevel.values]
        names += [(field, name) for field, facts in FACTS.items() for name in facts]
        for field, name in [*names, *self.terms]:
            yield field, name, self._choice(field, name)
        if self.around:
            for miles in WITHIN:
                yield "within", str(miles), self._within(miles)

    @property
    def total(self) -> int:
        return self.found.bit_count()

    @property
    def open_beds(self) -> int:
        beds = self.memory.column("open_beds")
        return sum(n * (some & self.found).bit_count() for n, some in beds.items())

    def counts(self) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {}
        for field, name, some in self._choices():
            own = "near" if field == "within" else field
            seen = self.found if field in SEVERAL else self.found | self.alone.get(own, 0)
            counts.setdefault(field, {})[name] = (seen & some).bit_count()
        return counts

    def without(self) -> dict[str, int]:
        return {name: self.total + some.bit_count() for name, some in self.alone.items()}

    def nearest(self) -> dict[str, Any]:
        values = {name: self._nearest(name, some) for name, some in self.alone.items() if some}
        return {name: value for name, value in values.items() if value is not None}

    def _nearest(self, name: str, some: Bits) -> Any:
        if name == "near" and self.around:
            return self.around.lowest(some)
        if name in {"by", "open"}:
            some &= self.memory.having(SOON, "rank")
        return self.memory.steps(NEAREST[name]).lowest(some) if name in NEAREST else None

    def unknown(self) -> dict[str, int]:
        return {
            asked: (self.alone[limit] & self.memory.having(None, UNKNOWN[asked])).bit_count()
            for limit, asked in LIMITS.items()
            if limit in self.alone
        }

    def seekers(self) -> dict[str, dict[str, int]]:
        """How many houses others would find, and with or without a private room."""

        def n(audience: str, private: bool) -> int:
            return (self.all & self._door(audience, private)).bit_count()

        mine = self.wanted.gender
        return {
            "gender": {audience: n(audience, self.private) for audience in AUDIENCES},
            "private": {choice: n(mine, bool(choice)) for choice in ("", "yes")},
        }

    def rows(self, sort: str, *, limit: int, offset: int = 0) -> list[FoundEntry]:
        numbers = numbers_in(self.found)
        if sort == HouseOrder.NEAREST and self.around:
            chords, point = self.around.chords, self.memory.point
            numbers.sort(key=lambda number: (chords[point(number)], self.memory.house(number)))
        else:
            by = HouseOrder.SOONEST if sort == HouseOrder.NEAREST else HouseOrder(sort)
            numbers.sort(key=self.memory.places(by).__getitem__)
        return [self.memory.entry_around(n, self.around) for n in numbers[offset : offset + limit]]

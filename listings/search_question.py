"""What is asked of the search entries, as SQL of our own words and of parameters.

It is written out, because it is few words many times over, and putting them together of objects
took longer than counting a thousand houses.
"""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import get_language

from listings.choices import HouseOrder, SupportLevel
from listings.filters import (
    AUDIENCES,
    FACTS,
    OPEN,
    WITHIN,
    Conditions,
    HouseFilter,
    bit_is_set,
    index,
)
from listings.geometry import squared_chord, vector
from listings.models import Fact, SearchEntry
from listings.search_rows import FoundEntry, Parameters, entry_of, instant, rows_of

ENTRIES = SearchEntry._meta.db_table

Terms = Mapping[tuple[str, str], int]

ORDERS = {
    HouseOrder.SOONEST: "rank, opens_on NULLS LAST, open_beds DESC",
    HouseOrder.NEAREST: "chord",
    HouseOrder.COST: "weekly NULLS LAST",
    HouseOrder.MOVE_IN: "move_in NULLS LAST",
    HouseOrder.CONFIRMED: "confirmed_at DESC NULLS LAST",
}


class Question:
    """What is asked of the entries at one instant, as SQL."""

    def __init__(self, wanted: HouseFilter, *, at: datetime, terms: Terms) -> None:
        self.wanted, self.terms = wanted, terms
        self.private = bool(wanted.private)
        self.now: Parameters = (instant(at), instant(at))
        self.conditions: Conditions = wanted.conditions(
            terms=terms, language=get_language() or "en"
        )

    @property
    def source(self) -> tuple[str, Parameters]:
        """The entries, with `chord` to the place that is asked for."""
        if self.wanted.near is None:
            return ENTRIES, ()
        near = self.wanted.near
        chord = " + ".join(f"({axis} - %s) * ({axis} - %s)" for axis in "xyz")
        twice = tuple(v for one in vector(near.latitude, near.longitude) for v in (one, one))
        return f"(SELECT *, {chord} AS chord FROM {ENTRIES}) AS entries", twice  # noqa: S608  names of our own; values are parameters

    @property
    def door(self) -> tuple[str, Parameters]:
        """The entries for such a seeker, as `SearchEntryQuerySet` has them."""
        sql = "starts_at <= %s AND ends_at > %s AND audience = %s AND private = %s"
        return sql, (*self.now, self.wanted.gender, self.private)

    @property
    def all(self) -> tuple[str, Parameters]:
        """All the conditions, to follow other ones."""
        sql = "".join(f" AND ({condition.sql})" for condition in self.conditions.values())
        return sql, tuple(p for one in self.conditions.values() for p in one.parameters)

    def rows(self, sort: str, *, limit: int, offset: int = 0) -> list[FoundEntry]:
        if sort == HouseOrder.NEAREST and self.wanted.near is None:
            sort = HouseOrder.SOONEST
        (source, of_source), (door, of_door), (all_, of_all) = self.source, self.door, self.all
        chord = "chord" if self.wanted.near else "NULL"
        sql = (
            "SELECT id, house_id, rank, open_beds, opens_on, confirmed_at, weekly, move_in,"  # noqa: S608  names of our own; values are parameters
            f" {chord} FROM {source} WHERE {door}{all_}"
            f" ORDER BY {ORDERS[HouseOrder(sort)]}, house_id LIMIT %s OFFSET %s"
        )
        return [
            entry_of(row) for row in rows_of(sql, (*of_source, *of_door, *of_all, limit, offset))
        ]

    def count(self) -> int:
        (source, of_source), (door, of_door), (all_, of_all) = self.source, self.door, self.all
        sql = f"SELECT COUNT(*) FROM {source} WHERE {door}{all_}"  # noqa: S608  names of our own; values are parameters
        return int(rows_of(sql, (*of_source, *of_door, *of_all))[0][0])

    def seekers(self) -> dict[str, dict[str, int]]:
        """How many houses others would find, and with or without a private room."""
        (source, of_source), (all_, of_all) = self.source, self.all
        everyone = ", ".join(f"'{audience}'" for audience in AUDIENCES)
        counted = f"SELECT audience, private, COUNT(*) FROM {source} WHERE"  # noqa: S608  names of our own; values are parameters
        # Two halves, because that leads SQLite to the index in both.
        sql = (
            f"{counted} audience IN ({everyone}) AND private = %s AND starts_at <= %s"
            f" AND ends_at > %s{all_} GROUP BY audience, private UNION ALL"
            f" {counted} audience = %s AND private = %s AND starts_at <= %s"
            f" AND ends_at > %s{all_} GROUP BY audience, private"
        )
        same = (*of_source, self.private, *self.now, *of_all)
        other = (*of_source, self.wanted.gender, not self.private, *self.now, *of_all)
        rows = rows_of(sql, (*same, *other))
        n = {(audience, bool(private)): total for audience, private, total in rows}
        mine = self.wanted.gender
        return {
            "gender": {audience: n.get((audience, self.private), 0) for audience in AUDIENCES},
            "private": {choice: n.get((mine, bool(choice)), 0) for choice in ("", "yes")},
        }

    def choices(self) -> dict[str, str]:
        """By "field:choice" what an entry has to be for it."""
        certified = bit_is_set("facts", index(Fact.CERTIFIED))
        chosen = {"open:now": f"rank = {OPEN}", "certified:yes": certified}
        chosen |= {f"level:{level}": f"level = {level:d}" for level in SupportLevel.values}
        for field, facts in FACTS.items():
            chosen |= {
                f"{field}:{name}": bit_is_set("facts", index(f)) for name, f in facts.items()
            }
        for (taxonomy, code), bit in self.terms.items():
            chosen[f"{taxonomy}:{code}"] = bit_is_set("terms", bit)
        if self.wanted.near:
            chosen |= {f"within:{miles}": f"chord <= {squared_chord(miles)!r}" for miles in WITHIN}
        return chosen

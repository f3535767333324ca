"""Finds houses, and says what each further choice would leave: `find`.

Three queries, whatever is asked and however many houses there are. The first one reads every
entry for such a seeker once. It groups them by which of the filters they miss: those that miss
none are found, and those that miss one filter alone are what it would be without that filter.

The queries are written out as SQL, of our own words and of parameters. They are few words many
times over, and putting them together of objects took longer than counting a thousand houses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

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
    Conditions,
    HouseFilter,
    bit_is_set,
    index,
)
from listings.geometry import squared_chord, vector
from listings.models import Fact, SearchEntry, SearchTerm
from listings.search_memory import Memory
from listings.search_recalled import Recalled
from listings.search_rows import FoundEntry, Parameters, date_of, entry_of, instant, rows_of

PER_PAGE = 24
ENTRIES = SearchEntry._meta.db_table

Terms = Mapping[tuple[str, str], int]

ORDERS = {
    HouseOrder.SOONEST: "rank, opens_on NULLS LAST, open_beds DESC",
    HouseOrder.NEAREST: "chord",
    HouseOrder.COST: "weekly NULLS LAST",
    HouseOrder.MOVE_IN: "move_in NULLS LAST",
    HouseOrder.CONFIRMED: "confirmed_at DESC NULLS LAST",
}
# Of the houses that miss one filter alone, the value with which the first of them would fit.
NEAREST = {
    "near": "MIN(chord)",
    "by": f"MIN(CASE WHEN rank = {SOON} THEN opens_on END)",
    "open": f"MIN(CASE WHEN rank = {SOON} THEN opens_on END)",
    "max_weekly": "MIN(weekly)",
    "max_move_in": "MIN(move_in)",
    "days": "MIN(minimum_days)",
}


@dataclass(frozen=True, slots=True)
class Found:
    """`total` houses with `open_beds`; `rows` are the entries of page `page` of `pages`.

    `counts` says by field and choice how many houses would be left with it: in place of the
    field's own choice, or for a field of SEVERAL beside those made. `without` says by the names
    of `HouseFilter.asked` how many there would be without that filter, and `nearest` with which
    value of it the first one more would fit (US cents, days, a date, a squared chord). `unknown`
    counts the houses that fit but for a figure that nobody told us.
    """

    total: int
    open_beds: int
    counts: dict[str, dict[str, int]]
    without: dict[str, int]
    nearest: dict[str, Any]
    unknown: dict[str, int]
    rows: list[FoundEntry]
    page: int
    pages: int


def find(
    wanted: HouseFilter,
    *,
    at: datetime,
    sort: str = HouseOrder.SOONEST,
    page: int = 1,
    per_page: int = PER_PAGE,
    terms: Terms | None = None,
    memory: Memory | None = None,
) -> Found:
    """`terms` are the bits of `search_terms`, where they were read already.

    With a `memory` of the instant nothing is read but which houses answer free text. A page too
    far is the last one.
    """
    question: Question | Recalled
    tally: Tally | Recalled
    terms = search_terms().bits if terms is None else terms
    if memory:
        question = tally = Recalled(wanted, memory, terms=terms, language=get_language() or "en")
    else:
        question = Question(wanted, at=at, terms=terms)
        tally = Tally(question)
    counts, without = tally.counts(), tally.without()
    for field, choices in question.seekers().items():
        counts[field] = choices
        if getattr(wanted, field):
            without[field] = choices[""]
    pages = max(1, -(-tally.total // per_page))
    page = min(max(page, 1), pages)
    return Found(
        total=tally.total,
        open_beds=tally.open_beds,
        counts=counts,
        without=without,
        nearest=tally.nearest(),
        unknown=tally.unknown(),
        rows=question.rows(sort, limit=per_page, offset=(page - 1) * per_page),
        page=page,
        pages=pages,
    )


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """What can be searched for: bits by taxonomy and code, and by taxonomy the codes and names."""

    bits: dict[tuple[str, str], int]
    names: dict[str, list[tuple[str, str]]]


def search_terms() -> SearchTerms:
    terms = SearchTerms({}, {})
    rows = SearchTerm.objects.order_by("term__position", "term__name", "term").values_list(
        "term__taxonomy", "term__code", "term__name", "bit"
    )
    for taxonomy, code, name, bit in rows:
        terms.bits[taxonomy, code] = bit
        terms.names.setdefault(taxonomy, []).append((code, name))
    return terms


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


class Tally:
    """The sums of one question, by what is missed: bit n is set for the nth condition."""

    def __init__(self, question: Question) -> None:
        self.names = list(question.conditions)
        self.choices = question.choices()
        self.nearest_of = [name for name in self.names if name in NEAREST]
        self.groups = self._read(question)

    def _read(self, question: Question) -> dict[int, dict[str, Any]]:
        (source, of_source), (door, of_door) = question.source, question.door
        conditions = question.conditions.values()
        missed = " + ".join(
            f"CASE WHEN {condition.sql} THEN 0 ELSE {1 << n} END"
            for n, condition in enumerate(conditions)
        )
        sums = self._sums()
        # Only those that miss nothing or one thing alone are of use.
        useful = ", ".join(str(one) for one in (0, *(1 << n for n in range(len(self.names)))))
        grouped = f" WHERE missed IN ({useful}) GROUP BY missed" if conditions else ""
        first = "missed" if conditions else "0"
        sql = (
            f"SELECT {', '.join([first, *sums.values()])} FROM"  # noqa: S608  names of our own; values are parameters
            f" (SELECT *, {missed or 0} AS missed FROM {source} WHERE {door}) AS seen{grouped}"
        )
        of_conditions = tuple(p for condition in conditions for p in condition.parameters)
        rows = rows_of(sql, (*of_conditions, *of_source, *of_door))
        return {row[0]: dict(zip(sums, row[1:], strict=True)) for row in rows}

    def _sums(self) -> dict[str, str]:
        sums = {"n": "COUNT(*)", "beds": "SUM(open_beds)"}
        sums |= {f"nearest_{name}": NEAREST[name] for name in self.nearest_of}
        for asked, column in UNKNOWN.items():
            sums[f"unknown_{asked}"] = f"COUNT(*) FILTER (WHERE {column} IS NULL)"
        for name, condition in self.choices.items():
            sums[name] = f"COUNT(*) FILTER (WHERE {condition})"
        return sums

    def _sum(self, name: str, *missing: str) -> int:
        """Of the houses that are found, and of those that miss one of these alone."""
        found = self.groups.get(0, {}).get(name) or 0
        return found + sum(self._alone(one).get(name) or 0 for one in missing)

    def _alone(self, name: str) -> dict[str, Any]:
        if name not in self.names:
            return {}
        return self.groups.get(1 << self.names.index(name), {})

    @property
    def total(self) -> int:
        return self._sum("n")

    @property
    def open_beds(self) -> int:
        return self._sum("beds")

    def counts(self) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {}
        for name in self.choices:
            field, _colon, choice = name.partition(":")
            own = [] if field in SEVERAL else ["near" if field == "within" else field]
            counts.setdefault(field, {})[choice] = self._sum(name, *own)
        return counts

    def without(self) -> dict[str, int]:
        return {name: self._sum("n", name) for name in self.names}

    def nearest(self) -> dict[str, Any]:
        values = {name: self._alone(name).get(f"nearest_{name}") for name in self.nearest_of}
        return {name: date_of(value) for name, value in values.items() if value is not None}

    def unknown(self) -> dict[str, int]:
        return {
            asked: self._alone(limit).get(f"unknown_{asked}", 0)
            for limit, asked in LIMITS.items()
            if limit in self.names
        }

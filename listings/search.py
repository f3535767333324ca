"""Finds houses, and says what each further choice would leave: `find`.

Three queries, whatever is asked and however many houses there are. The first one reads every
entry for such a seeker once. It groups them by which of the filters they miss: those that miss
none are found, and those that miss one filter alone are what it would be without that filter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.utils.translation import get_language

from listings.choices import Gender, HouseOrder, SupportLevel
from listings.filters import (
    FACTS,
    LIMITS,
    OPEN,
    SOON,
    UNKNOWN,
    WITHIN,
    HouseFilter,
    index,
)
from listings.geometry import squared_chord
from listings.models import Fact, SearchEntry, SearchTerm
from listings.querysets.search import SearchEntryQuerySet

AUDIENCES = ("", *Gender.values)

PER_PAGE = 24
SEVERAL = (*FACTS, "amenity")

ORDERS: dict[str, list[Any]] = {
    HouseOrder.SOONEST: [F("rank").asc(), F("opens_on").asc(nulls_last=True), "-open_beds"],
    HouseOrder.NEAREST: [F("chord").asc()],
    HouseOrder.COST: [F("weekly").asc(nulls_last=True)],
    HouseOrder.MOVE_IN: [F("move_in").asc(nulls_last=True)],
    HouseOrder.CONFIRMED: [F("confirmed_at").desc(nulls_last=True)],
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
COLUMNS = (
    "facts", "terms", "rank", "open_beds", "opens_on", "weekly", "move_in", "minimum_days", "level"
)  # fmt: skip


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
    rows: list[SearchEntry]
    page: int
    pages: int


def find(
    wanted: HouseFilter,
    *,
    at: datetime,
    sort: str = HouseOrder.SOONEST,
    page: int = 1,
    per_page: int = PER_PAGE,
    terms: Mapping[tuple[str, str], int] | None = None,
) -> Found:
    """`terms` are the bits of `search_terms`, where they were read already.

    A page too far is the last one.
    """
    terms = search_terms().bits if terms is None else terms
    conditions = wanted.conditions(terms=terms, language=get_language() or "en")
    entries = around(SearchEntry.objects.public(at=at), wanted)
    mine = entries.for_seeker(wanted.gender, private=bool(wanted.private))
    tally = _Tally(wanted, conditions, terms, mine)
    counts, without = tally.counts(), tally.without()
    for field, choices in _seekers(entries, wanted, conditions).items():
        counts[field] = choices
        if getattr(wanted, field):
            without[field] = choices[""]
    pages = max(1, -(-tally.total // per_page))
    page = min(max(page, 1), pages)
    ordered = mine.filter(*conditions.values()).order_by(*_order(wanted, sort), "house_id")
    return Found(
        total=tally.total,
        open_beds=tally.open_beds,
        counts=counts,
        without=without,
        nearest=tally.nearest(),
        unknown=tally.unknown(),
        rows=list(ordered[(page - 1) * per_page : page * per_page]),
        page=page,
        pages=pages,
    )


def matching(wanted: HouseFilter, *, at: datetime) -> SearchEntryQuerySet:
    """The entries that `find` finds, in no order."""
    conditions = wanted.conditions(terms=search_terms().bits, language=get_language() or "en")
    entries = around(SearchEntry.objects.public(at=at), wanted)
    mine = entries.for_seeker(wanted.gender, private=bool(wanted.private))
    return mine.filter(*conditions.values())


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


def around(entries: SearchEntryQuerySet, wanted: HouseFilter) -> SearchEntryQuerySet:
    if wanted.near is None:
        return entries
    return entries.around(wanted.near.latitude, wanted.near.longitude)


def _order(wanted: HouseFilter, sort: str) -> list[Any]:
    if sort == HouseOrder.NEAREST and wanted.near is None:
        sort = HouseOrder.SOONEST
    return ORDERS[sort]


def _choices(wanted: HouseFilter, terms: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """By "field:choice" what an entry has to be for it, in SQL over COLUMNS and `chord`."""
    chosen = {"open:now": f"rank = {OPEN}", "certified:yes": _bit("facts", index(Fact.CERTIFIED))}
    chosen |= {f"level:{level}": f"level = {level:d}" for level in SupportLevel.values}
    for field, facts in FACTS.items():
        chosen |= {f"{field}:{name}": _bit("facts", index(f)) for name, f in facts.items()}
    for (taxonomy, code), bit in terms.items():
        chosen[f"{taxonomy}:{code}"] = _bit("terms", bit)
    if wanted.near:
        chosen |= {f"within:{miles}": f"chord <= {squared_chord(miles)!r}" for miles in WITHIN}
    return chosen


def _bit(column: str, bit: int) -> str:
    return f"{column} & {1 << bit:d} <> 0"


def _seekers(
    entries: SearchEntryQuerySet, wanted: HouseFilter, conditions: dict[str, Q]
) -> dict[str, dict[str, int]]:
    """How many houses others would find, and with or without a private room."""
    private = bool(wanted.private)
    # Every value of both, because that leads SQLite to the index.
    everyone = entries.filter(audience__in=AUDIENCES, private__in=[False, True])
    rows = everyone.filter(*conditions.values()).order_by()
    counted = rows.values_list("audience", "private").annotate(n=Count("pk"))
    n = {(audience, alone): total for audience, alone, total in counted}
    return {
        "gender": {audience: n.get((audience, private), 0) for audience in AUDIENCES},
        "private": {choice: n.get((wanted.gender, bool(choice)), 0) for choice in ("", "yes")},
    }


def _date(value: Any) -> Any:
    """SQLite knows no dates, only how they are written."""
    return date.fromisoformat(value) if isinstance(value, str) else value


class _Tally:
    """Reads the sums of one question."""

    def __init__(
        self,
        wanted: HouseFilter,
        conditions: dict[str, Q],
        terms: Mapping[tuple[str, str], int],
        entries: SearchEntryQuerySet,
    ) -> None:
        self.names = list(conditions)
        self.choices = _choices(wanted, terms)
        self.nearest_of = [name for name in conditions if name in NEAREST]
        self.groups = self._read(entries, conditions)

    def _read(
        self, entries: SearchEntryQuerySet, conditions: dict[str, Q]
    ) -> dict[int, dict[str, Any]]:
        """The sums of the entries by `missed`: bit n is set where they miss the nth condition.

        The sums are written as SQL, because they are the same few words fifty times over, and
        making them of objects took longer than counting a thousand houses.
        """
        missed: Any = Value(0)
        for n, condition in enumerate(conditions.values()):
            missed += Case(When(condition, then=0), default=1 << n, output_field=IntegerField())
        columns = [*COLUMNS, *(["chord"] if "near" in conditions else [])]
        inner = entries.annotate(missed=missed).values("missed", *columns).order_by()
        try:
            sql, parameters = inner.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            return {}
        sums = self._sums()
        with connection.cursor() as cursor:
            # Only words of ours and numbers are put together here.
            selected = ", ".join(["missed", *sums.values()])
            cursor.execute(f"SELECT {selected} FROM ({sql}) AS found GROUP BY missed", parameters)  # noqa: S608
            return {row[0]: dict(zip(sums, row[1:], strict=True)) for row in cursor.fetchall()}

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
        return {name: _date(value) for name, value in values.items() if value is not None}

    def unknown(self) -> dict[str, int]:
        return {
            asked: self._alone(limit).get(f"unknown_{asked}", 0)
            for limit, asked in LIMITS.items()
            if limit in self.names
        }

"""Finds houses, and says what each further choice would leave: `find`.

Three queries, whatever is asked and however many houses there are, or none but for free text where
the directory is small enough to be held in memory.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from listings.choices import HouseOrder
from listings.filters import HouseFilter
from listings.models import SearchTerm
from listings.search_memory import Memory
from listings.search_question import Question, Terms
from listings.search_recalled import Recalled
from listings.search_rows import FoundEntry
from listings.search_tally import Tally

PER_PAGE = 24


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

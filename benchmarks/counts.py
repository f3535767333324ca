"""Total, counts of all choices and one page of houses, beside a COUNT for each choice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.asking import combinations
from listings.choices import Taxonomy
from listings.filters import HouseFilter
from listings.models import City, SearchEntry
from listings.places import Place
from listings.search import SEVERAL, Found, around, find, search_terms



class Question:
    """One combination of filters, answered both ways."""

    def __init__(self, wanted: HouseFilter, at: datetime, terms: dict[tuple[str, str], int]) -> None:
        self.wanted, self.at, self.terms = wanted, at, terms
        counted = self.at_once().counts
        self.choices = [(field, choice) for field in counted for choice in counted[field]]

    def at_once(self) -> Found:
        return find(self.wanted, at=self.at, terms=self.terms)

    def one_by_one(self) -> dict[str, dict[str, int]]:
        """The same counts and page, as one writes it at first."""
        counts: dict[str, dict[str, int]] = {}
        for field, choice in self.choices:
            with_it = with_choice(self.wanted, field, choice)
            counts.setdefault(field, {})[choice] = self._matching(with_it).count()
        houses = self._matching(self.wanted)
        houses.count()
        list(houses.order_by("rank", "opens_on", "-open_beds", "house_id")[:24])
        return counts

    def _matching(self, wanted: HouseFilter) -> Any:
        conditions: dict[str, Q] = wanted.conditions(terms=self.terms, language="en")
        entries = around(SearchEntry.objects.public(at=self.at), wanted)
        mine = entries.for_seeker(wanted.gender, private=bool(wanted.private))
        return mine.filter(*conditions.values())


def with_choice(wanted: HouseFilter, field: str, choice: str) -> HouseFilter:
    """In place of the field's own choice, or beside those made where several may be."""
    value: Any = choice
    if field in SEVERAL:
        value = tuple(dict.fromkeys((*getattr(wanted, field), choice)))
    elif field in {"level", "within"}:
        value = int(choice)
    return replace(wanted, **{field: value})


def measure(how_many: int = 20, rounds: int = 5) -> dict[str, Any]:
    """Milliseconds, medians over the combinations, and the most queries of one."""
    questions = _questions(how_many)
    for question in questions:
        _must_agree(question)
    at_once, one_by_one = [], []
    for question in questions:
        # Interleaved, so that whatever else the machine does troubles both alike.
        times = [(_ms(question.at_once), _ms(question.one_by_one)) for _ in range(rounds)]
        at_once.append(median(first for first, _ in times))
        one_by_one.append(median(second for _, second in times))
    return {
        "at_once": median(at_once),
        "one_by_one": median(one_by_one),
        "slowest": max(at_once),
        "queries": max(_queries(question.at_once) for question in questions),
        "queries_one_by_one": max(_queries(question.one_by_one) for question in questions),
    }


def _questions(how_many: int) -> list[Question]:
    at, terms = timezone.now(), search_terms()
    wanted = combinations(
        Random(1),  # noqa: S311
        how_many,
        places=[
            Place(str(city), float(city.latitude), float(city.longitude))
            for city in City.objects.order_by("pk")
        ],
        amenities=[code for code, _name in terms.names[Taxonomy.AMENITY]],
        today=at.date(),
    )
    return [Question(one, at, terms.bits) for one in wanted]


def _must_agree(question: Question) -> None:
    if question.at_once().counts != question.one_by_one():
        raise AssertionError(f"Counted otherwise one by one: {question.wanted.query}")


def _ms(what: Callable[[], Any]) -> float:
    began = perf_counter()
    what()
    return (perf_counter() - began) * 1000


def _queries(what: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        what()
    return len(queries)

"""Total, counts of all choices and one page of houses, beside a COUNT for each choice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.asking import combinations
from listings.choices import Taxonomy
from listings.filters import SEVERAL, HouseFilter
from listings.geometry import vector
from listings.models import City, SearchEntry
from listings.places import Place
from listings.querysets.search import SearchEntryQuerySet
from listings.search import PER_PAGE, Found, find, search_terms
from listings.search_question import Question, Terms


class Both:
    """One combination of filters, answered in each way."""

    def __init__(self, wanted: HouseFilter, at: datetime, terms: Terms) -> None:
        self.wanted, self.at, self.terms = wanted, at, terms
        counted = self.at_once().counts
        self.choices = [(field, choice) for field in counted for choice in counted[field]]

    def at_once(self) -> Found:
        return find(self.wanted, at=self.at, terms=self.terms)

    def one_by_one(self) -> dict[str, dict[str, int]]:
        """The same counts, total and page as one writes it with Django at first."""
        matching(self._question(self.wanted), self.at).count()
        list(matching(self._question(self.wanted), self.at).order_by("rank", "house")[:PER_PAGE])
        return self._counts(lambda question: matching(question, self.at).count())

    def by_hand(self) -> dict[str, dict[str, int]]:
        """The same, with the SQL of each COUNT put together without Django's help."""
        self._question(self.wanted).rows("soonest", limit=PER_PAGE)
        self._question(self.wanted).count()
        return self._counts(Question.count)

    def _counts(self, count: Callable[[Question], int]) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {}
        for field, choice in self.choices:
            question = self._question(with_choice(self.wanted, field, choice))
            counts.setdefault(field, {})[choice] = count(question)
        return counts

    def _question(self, wanted: HouseFilter) -> Question:
        return Question(wanted, at=self.at, terms=self.terms)


def matching(question: Question, at: datetime) -> SearchEntryQuerySet:
    """The entries that answer a question."""
    wanted = question.wanted
    # "IN", because what Django writes for "is false" would lead SQLite past the index.
    alone = [bool(wanted.private)]
    mine = SearchEntry.objects.public(at=at).filter(audience=wanted.gender, private__in=alone)
    for condition in question.conditions.values():
        sql = condition.sql.replace("chord", _chord(wanted))
        mine = mine.filter(RawSQL(sql, condition.parameters, output_field=BooleanField()))  # noqa: S611  conditions of our own
    return mine


def _chord(wanted: HouseFilter) -> str:
    if wanted.near is None:
        return ""
    point = vector(wanted.near.latitude, wanted.near.longitude)
    parts = zip("xyz", point, strict=True)
    return " + ".join(f"({axis} - {value!r}) * ({axis} - {value!r})" for axis, value in parts)


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
    ways = [Both.at_once, Both.one_by_one, Both.by_hand]
    best: dict[str, list[float]] = {way.__name__: [] for way in ways}
    for question in questions:
        # Interleaved, and the best of some, because what else the machine does only adds to it.
        times = [[_ms(way, question) for way in ways] for _ in range(rounds)]
        for way, of_way in zip(ways, zip(*times, strict=True), strict=True):
            best[way.__name__].append(min(of_way))
    return {
        **{name: median(times) for name, times in best.items()},
        "slowest": max(best["at_once"]),
        "queries": max(_queries(question.at_once) for question in questions),
        "queries_one_by_one": max(_queries(question.one_by_one) for question in questions),
    }


def _questions(how_many: int) -> list[Both]:
    at, terms = timezone.now(), search_terms()
    wanted = combinations(
        Random(1),
        how_many,
        places=[
            Place(str(city), float(city.latitude), float(city.longitude))
            for city in City.objects.order_by("pk")
        ],
        amenities=[code for code, _name in terms.names[Taxonomy.AMENITY]],
        today=at.date(),
    )
    return [Both(one, at, terms.bits) for one in wanted]


def _must_agree(question: Both) -> None:
    counts = question.at_once().counts
    if counts != question.one_by_one() or counts != question.by_hand():
        raise AssertionError(f"Counted otherwise one by one: {question.wanted.query}")


def _ms(way: Callable[[Both], Any], question: Both) -> float:
    began = perf_counter()
    way(question)
    return (perf_counter() - began) * 1000


def _queries(what: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as queries:
        what()
    return len(queries)

"""Filters and instants at random, as often as not exactly where something begins or ends."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from listings.filters import ACCESS, MOUD, WELCOME, WITHIN, HouseFilter
from listings.models import City
from listings.places import Place
from tests.listings.search.facts import Facts
from tests.listings.search.oracle import SEEKERS, Recount

MOMENT = timedelta.resolution
CENT = Decimal("0.01")
SORTS = ("soonest", "nearest", "cost", "move_in", "confirmed")
QUESTIONS = (
    "garden", "GARD", "corazon", "Corazón quie", "2", "2nd gar", "24", "nandu", "Ñan", "cafe-be",
    "san jose", "palm  beach", "old town", "house 12", "zzz", "d'art", "recovery/steps", "st",
)  # fmt: skip


def instants(rng: Random, houses: list[Facts], *, since: datetime, how_many: int) -> list[datetime]:
    """In their order, from `since` on; two of three at a boundary or a moment beside it."""
    until = since + timedelta(days=20)
    turns = sorted({turn for house in houses for turn in _turns(house) if since < turn < until})
    chosen = [since]
    for _ in range(how_many - 1):
        if rng.random() < 0.33:
            chosen.append(since + rng.random() * (until - since))
        else:
            chosen.append(rng.choice(turns) + rng.choice((-MOMENT, 0 * MOMENT, 0 * MOMENT, MOMENT)))
    return sorted(chosen)


def _turns(house: Facts) -> Iterator[datetime]:
    zone = ZoneInfo(house.time_zone)

    def midnight(day: date) -> datetime:
        return datetime.combine(day, time.min, zone).astimezone(UTC)

    if house.published_at:
        yield house.published_at
    if house.confirmed_at:
        for days in (settings.AVAILABILITY_STALE_DAYS, settings.AVAILABILITY_HIDDEN_DAYS):
            yield house.confirmed_at + timedelta(days=days)
    for one in house.certificates:
        yield midnight(one.issued_on)
        yield midnight(one.expires_on + timedelta(days=1))
    for stretch in (s for room in house.rooms for bed in room.beds for s in bed):
        yield stretch.starts_at
        if stretch.ends_at:
            yield stretch.ends_at
        if stretch.expected_open_on:
            yield midnight(stretch.expected_open_on + timedelta(days=1))


class Asker:
    """Invents filters. With `by_form` alone such as a visitor can write into the address."""

    def __init__(self, rng: Random, recount: Recount, *, by_form: bool = False) -> None:
        self.rng, self.houses, self.by_form = rng, recount.houses, by_form
        self.cities = list(City.objects.order_by("pk"))
        self.codes = {
            taxonomy: sorted(code for kind, code in recount.choices if kind == taxonomy)
            for taxonomy in ("amenity", "pathway", "language")
        }
        offers = [
            recount.offer(house, "", "", at) for house in self.houses[:200] for at in [_LONG_AGO]
        ]
        self.weekly = sorted({o.weekly for o in offers if o and o.weekly})
        self.move_in = sorted({o.move_in for o in offers if o and o.move_in})

    def ask(self, at: datetime) -> tuple[HouseFilter, str]:
        """What is asked for, and in which order."""
        wanted = HouseFilter()
        draws = self._draws(at)
        for draw in self.rng.sample(draws, self.rng.choice((0, 1, 1, 2, 2, 2, 3, 3, 4, 6))):
            wanted = replace(wanted, **draw())
        return wanted, self.rng.choice(SORTS)

    def _draws(self, at: datetime) -> list[Callable[[], dict[str, Any]]]:
        rng, pick = self.rng, self._pick
        today = at.astimezone(ZoneInfo("America/New_York")).date()
        return [
            lambda: {"near": self._place(), "within": rng.choice(WITHIN)},
            lambda: {"near": self._place(), "within": rng.choice(WITHIN)},
            lambda: {"city": rng.choice(self.cities).slug},
            lambda: {"gender": rng.choice(SEEKERS[1:])},
            lambda: {"gender": rng.choice(SEEKERS[1:]), "private": "yes"},
            lambda: {"open": "now"},
            lambda: {"by": today + timedelta(days=rng.randint(0, 20))},
            lambda: {"max_weekly": self._limit(self.weekly)},
            lambda: {"max_move_in": self._limit(self.move_in)},
            lambda: {"private": "yes"},
            lambda: {"level": rng.randint(1, 4)},
            lambda: {"certified": "yes"},
            lambda: {"moud": pick(list(MOUD), 3)},
            lambda: {"welcome": pick(list(WELCOME), 2)},
            lambda: {"access": pick(list(ACCESS), 2)},
            lambda: {"amenity": pick(self.codes["amenity"], 2)},
            lambda: {"pathway": rng.choice(self.codes["pathway"])},
            lambda: {"language": rng.choice(self.codes["language"])},
            lambda: {"days": rng.choice((0, 1, 2, 3, 7, 29, 30, 90, 9999))},
            lambda: {"q": rng.choice(QUESTIONS)},
            lambda: {"ask": rng.choice(("price", "move_in", "days"))},
        ]

    def _pick(self, choices: list[str], most: int) -> tuple[str, ...]:
        return tuple(sorted(self.rng.sample(choices, self.rng.randint(1, most)), key=choices.index))

    def _limit(self, amounts: list[Decimal]) -> Decimal:
        """Exactly what something costs, or one cent beside it; the form wants a dollar."""
        amount = self.rng.choice(amounts) + self.rng.choice((-CENT, 0, 0, CENT))
        return max(amount, Decimal(1))

    def _place(self) -> Place:
        city = self.rng.choice(self.cities)
        latitude, longitude = float(city.latitude), float(city.longitude)
        if self.by_form or self.rng.random() < 0.4:
            return Place(str(city), latitude, longitude)
        if self.rng.random() < 0.4:
            return Place("A house", *self.rng.choice(self.houses).point)
        return Place("33435", latitude + self.rng.random(), longitude + self.rng.random())


_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def is_ascending(values: list[float], *, tolerance: float) -> bool:
    return all(later >= earlier - tolerance for earlier, later in pairwise(values))

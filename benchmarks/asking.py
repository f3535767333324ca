"""Filter combinations as people ask for them, invented from a seed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from listings.choices import Gender, SupportLevel
from listings.filters import ACCESS, MOUD, WELCOME, WITHIN, HouseFilter
from listings.places import Place

USUALLY, MOST = 2, 5  # filters beside each other
Draw = Callable[[Random], dict[str, Any]]


def combinations(
    rng: Random, how_many: int, *, places: Sequence[Place], amenities: Sequence[str], today: date
) -> list[HouseFilter]:
    draws = _draws(places, amenities, today)
    return [_combination(rng, draws) for _ in range(how_many)]


def _combination(rng: Random, draws: Sequence[Draw]) -> HouseFilter:
    wanted = HouseFilter()
    for draw in rng.sample(draws, rng.randint(USUALLY, MOST)):
        wanted = replace(wanted, **draw(rng))
    return wanted


def _draws(places: Sequence[Place], amenities: Sequence[str], today: date) -> list[Draw]:
    return [
        lambda rng: {"near": rng.choice(places), "within": rng.choice(WITHIN[2:])},
        lambda rng: {"gender": rng.choice((Gender.MEN, Gender.WOMEN))},
        lambda rng: {"open": "now"},
        lambda rng: {"by": today + timedelta(days=rng.randint(3, 30))},
        lambda rng: {"max_weekly": Decimal(rng.randint(18, 34) * 10)},
        lambda rng: {"max_move_in": Decimal(rng.randint(5, 12) * 100)},
        lambda rng: {"private": "yes"},
        lambda rng: {"level": rng.choice(SupportLevel.values)},
        lambda rng: {"certified": "yes"},
        lambda rng: {"moud": (rng.choice(list(MOUD)),)},
        lambda rng: {"welcome": (rng.choice(list(WELCOME)),)},
        lambda rng: {"access": (rng.choice(list(ACCESS)),)},
        lambda rng: {"amenity": tuple(rng.sample(amenities, 2))},
        lambda rng: {"days": rng.choice((0, 7, 30))},
        lambda rng: {"q": rng.choice(("garden", "corazon", "quie", "2nd"))},
    ]

"""Invented houses, plausible and many: the same ones for the same seed and instant.

Some are odd, as real ones are: without rooms, prices or a point, never confirmed, or confirmed
long ago. Besides the public ones there are a few that the public must not see.
"""

from datetime import datetime
from random import Random

from django.db import transaction

from benchmarks.world.beds import rooms_of
from benchmarks.world.facts import facts_of
from benchmarks.world.houses import house_of
from benchmarks.world.places import Places, make_places
from listings.models import House, HouseText

AT_ONCE = 1_000
HIDDEN = 25  # one house in so many is not public, on top of those asked for


@transaction.atomic
def build(houses: int, *, at: datetime, seed: int = 1) -> Places:
    """Fill an empty database with so many public houses, as they are at `at`."""
    rng = Random(seed)
    places = make_places(rng, houses)
    numbers = [*range(houses), *range(-1, -1 - max(2, houses // HIDDEN), -1)]
    for start in range(0, len(numbers), AT_ONCE):
        _build(rng, numbers[start : start + AT_ONCE], places, at)
    return places


def _build(rng: Random, numbers: list[int], places: Places, at: datetime) -> None:
    drafted = [house_of(rng, number, places, at) for number in numbers]
    houses = House.objects.bulk_create([draft.house for draft in drafted])
    HouseText.objects.bulk_create([text for draft in drafted for text in draft.texts])
    rooms_of(rng, houses, at)
    facts_of(rng, houses, places, at)

"""Whoever changes something about a house, and however: the very next search knows."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from benchmarks.world import build
from recovery_site import editions
from tests.listings.search.asked import Asker
from tests.listings.search.changes import CHANGES
from tests.listings.search.oracle import Recount
from tests.listings.search.test_oracle import SUNDAY, must_agree

pytestmark = pytest.mark.django_db

ASKED_AFTER_EACH_CHANGE = 4


def test_the_next_search_knows_of_every_change(effort: Callable[[int, int], int]) -> None:
    rng, at = Random(5), SUNDAY
    build(60, at=at, seed=5)
    editions.current(at=at)
    for _ in range(effort(1, 10)):
        for name in rng.sample(list(CHANGES), len(CHANGES)):
            at += timedelta(minutes=rng.randint(0, 30))
            CHANGES[name](rng, at)
            recount = Recount()
            asker = Asker(rng, recount)
            for _question in range(ASKED_AFTER_EACH_CHANGE):
                wanted, sort = asker.ask(at)
                must_agree(recount, wanted, at, sort, after=name)

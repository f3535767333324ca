"""Bodies that no browser makes, to the site as it is served: chunked, cut short, too long."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from benchmarks import hostile
from benchmarks.stored import stored
from benchmarks.surroundings import Surroundings
from tests.factories.listings import site_owner
from tests.intake.hostile import FIVE_HUNDRED
from tests.real_database import shared

pytestmark = pytest.mark.django_db(transaction=True)


def test_whatever_comes_is_answered_and_thanks_means_stored(
    tmp_path: Path, effort: Callable[[int, int], int]
) -> None:
    site_owner()
    assert len(FIVE_HUNDRED) >= 500
    strings = FIVE_HUNDRED[:: effort(25, 1)]
    with shared(tmp_path) as url:
        where = Surroundings(tmp_path, connection.vendor, url)
        answers, thanked = hostile.asked(where, strings, bodies=effort(60, 5000))
        measured = hostile.judged(answers, thanked, stored())
    assert answers.total() == len(strings) + effort(60, 5000)
    assert measured == dict.fromkeys(measured, 0)
    assert set(answers) <= {303, 400, 403, 413, 422}, answers
    assert len(thanked) > 10

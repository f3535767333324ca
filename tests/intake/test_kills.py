"""The whole site, killed while people ask for a call and the mail server has a bad day."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from benchmarks.killing import judged, storm
from benchmarks.stored import stored
from benchmarks.surroundings import Surroundings
from tests.factories.listings import site_owner
from tests.real_database import shared

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_accepted_survives_any_death(
    tmp_path: Path, effort: Callable[[int, int], int]
) -> None:
    posts = effort(200, 2000)
    site_owner()
    with shared(tmp_path) as url:
        where = Surroundings(tmp_path, connection.vendor, url)
        found = storm(where, stored, posts=posts)
        measured = judged(found, stored(), posts=posts)
    above = {what: pair for what, pair in measured.items() if pair[0] > pair[1]}
    assert above == {}, found.refused
    assert found.web_kills > 1
    assert found.delivery_kills > 1

"""The search finds, counts and sorts as a plain recount of the rows does."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone

from benchmarks.world import build
from listings.filters import HouseFilter
from listings.geometry import miles_of
from listings.search import PER_PAGE, Found, find
from listings.search_memory import Memory
from recovery_site import editions
from tests.listings.search.asked import Asker, instants, is_ascending
from tests.listings.search.oracle import Expected, Recount

pytestmark = pytest.mark.django_db

# A Sunday before the clocks go back.
SUNDAY = datetime(2026, 10, 25, 16, 0, tzinfo=UTC)
SAME = 1e-6  # miles; what two ways to compute one distance may differ by
ASKED_AT_EACH_INSTANT = 5


def must_agree(
    recount: Recount, wanted: HouseFilter, at: datetime, sort: str, *, after: str = ""
) -> None:
    edition = editions.current(at=at)
    memory = editions.share(edition, f"memory of {at}", lambda: Memory.read(at=at))
    expected = recount.found(wanted, at=at, sort=sort)
    many = len(recount.houses)
    found = find(wanted, at=at, sort=sort, per_page=many)
    recalled = find(wanted, at=at, sort=sort, per_page=many, memory=memory)
    what = f"{sort} {wanted} {at.isoformat()} {after}"
    assert (found.total, found.open_beds) == (expected.total, expected.open_beds), what
    assert found.counts == expected.counts, what
    assert found.without == expected.without, what
    assert found.unknown == expected.unknown, what
    assert recalled == found, what
    assert_nearest(found, expected, what)
    assert_rows(found, expected, sort, wanted, what)
    number = Random(found.total).randint(1, found.total // PER_PAGE + 2)
    page = find(wanted, at=at, sort=sort, page=number)
    assert page.pages == max(1, -(-found.total // PER_PAGE))
    first = (min(number, page.pages) - 1) * PER_PAGE
    assert keys(page) == keys(found)[first : first + PER_PAGE], what


def keys(found: Found) -> list[int]:
    return [row.house_id for row in found.rows]


def assert_rows(found: Found, expected: Expected, sort: str, wanted: HouseFilter, what: str):
    if sort == "nearest" and wanted.near:
        # Two distances may be the same to us and not to the processor.
        assert sorted(keys(found)) == sorted(expected.order), what
        miles = [expected.miles[key] for key in keys(found)]
        assert is_ascending(miles, tolerance=SAME), what
    else:
        assert keys(found) == expected.order, what
    for row in found.rows:
        offer = expected.offers[row.house_id]
        assert row.weekly == (None if offer.weekly is None else offer.weekly * 100), what
        assert row.move_in == (None if offer.move_in is None else offer.move_in * 100), what
        if wanted.near:
            assert row.miles == pytest.approx(expected.miles[row.house_id], abs=SAME), what
        else:
            assert row.miles is None


def assert_nearest(found: Found, expected: Expected, what: str) -> None:
    nearest = dict(found.nearest)
    if "near" in nearest:
        nearest["near"] = pytest.approx(miles_of(nearest["near"]), abs=SAME)
    for name in {"max_weekly", "max_move_in"} & nearest.keys():
        nearest[name] = Decimal(nearest[name]) / 100
    assert expected.nearest == nearest, what


def test_the_search_agrees_with_a_recount(effort: Callable[[int, int], int]) -> None:
    rng = Random(3)
    build(effort(300, 2000), at=SUNDAY, seed=3)
    recount = Recount()
    asker = Asker(rng, recount)
    moments = effort(30, 100)
    for at in instants(rng, recount.houses, since=SUNDAY, how_many=moments):
        for _ in range(ASKED_AT_EACH_INSTANT):
            wanted, sort = asker.ask(at)
            must_agree(recount, wanted, at, sort)
        recount.offer.cache_clear()


def test_the_pages_agree_with_a_recount(
    client: Client, monkeypatch: pytest.MonkeyPatch, effort: Callable[[int, int], int]
) -> None:
    rng = Random(4)
    build(120, at=SUNDAY, seed=4)
    recount = Recount()
    asker = Asker(rng, recount, by_form=True)
    for at in instants(rng, recount.houses, since=SUNDAY, how_many=effort(25, 100)):
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        wanted, sort = asker.ask(at)
        expected = recount.found(wanted, at=at, sort=sort)
        pages = list(all_pages(client, wanted, sort))
        what = f"{sort} {wanted.query} {at.isoformat()}"
        assert {page["house_total"] for page in pages} == {expected.total}, what
        assert {page["open_bed_total"] for page in pages} == {expected.open_beds}, what
        found = [card.house_id for page in pages for card in page["cards"]]
        if sort == "nearest" and wanted.near:
            found, expected.order = sorted(found), sorted(expected.order)
        assert found == expected.order, what


def all_pages(client: Client, wanted: HouseFilter, sort: str) -> Iterator[Any]:
    for number in count(1):
        query = urlencode([*wanted.parameters, ("sort", sort), ("page", str(number))])
        response = client.get(f"/houses/?{query}")
        assert response.status_code == 200, query
        yield response.context
        if number == response.context["found"].pages:
            return

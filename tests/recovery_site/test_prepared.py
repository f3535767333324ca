"""Querysets whose SQL is put together once."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from listings.models import House, HouseCosts
from recovery_site.prepared import Prepared
from tests.factories.listings import make_city, make_house

pytestmark = pytest.mark.django_db


def by_city(city: str, at) -> object:
    houses = House.objects.public(at=at).filter(city__slug=city)
    return houses.select_related("city", "operator").order_by("pk")


def test_it_reads_what_its_queryset_reads_whatever_the_values_are():
    prepared = Prepared(by_city, city=str, at=datetime)
    now = timezone.now()
    cities = [make_city("Lantana"), make_city("Miami")]
    for city in (*cities, cities[0]):
        make_house(city=city, published_at=now)
    for slug in ("lantana", "miami", "nowhere", "' OR 1=1 --"):
        for at in (now, now - timedelta.resolution):
            expected = list(by_city(slug, at))
            found = prepared(city=slug, at=at)
            assert found == expected
            assert [said_by(one) for one in found] == [said_by(one) for one in expected]


def said_by(row) -> dict:
    """All that it holds, and what it holds of those that were read with it."""
    held = {name: value for name, value in vars(row).items() if name != "_state"}
    joined = {name: vars(one).keys() for name, one in row._state.fields_cache.items()}
    return held | joined | {"state": (row._state.adding, row._state.db)}


def test_a_row_that_is_not_there_is_none():
    """Of a table that is joined from outside."""
    make_house(slug="bare")
    HouseCosts.objects.create(house=make_house(slug="known"), deposit=150)
    prepared = Prepared(
        lambda slug: House.objects.filter(slug=slug).select_related("costs"), slug=str
    )
    [bare], [known] = prepared(slug="bare"), prepared(slug="known")
    assert not hasattr(bare, "costs")
    assert known.costs.house is known


def test_what_was_read_can_be_saved():
    make_house(slug="oak", name="Oak")
    prepared = Prepared(lambda slug: House.objects.filter(slug=slug), slug=str)
    [house] = prepared(slug="oak")
    house.name = "Elm"
    house.save()
    assert House.objects.get().name == "Elm"


def test_its_rows_come_with_what_the_queryset_joins(django_assert_num_queries):
    house = make_house(city=make_city("Lantana"), published_at=timezone.now())
    prepared = Prepared(by_city, city=str, at=datetime)
    with django_assert_num_queries(1):
        [found] = prepared(city="lantana", at=timezone.now())
        assert (found.city.name, found.operator.pk) == ("Lantana", house.operator_id)
    assert found.published_at == house.published_at


def test_a_value_that_goes_nowhere_is_refused():
    prepared = Prepared(lambda slug: House.objects.all(), slug=str)
    with pytest.raises(ValueError, match="can't be found"):
        prepared(slug="oak")

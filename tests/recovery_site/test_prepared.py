"""Querysets whose SQL is put together once."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from listings.models import House
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
            assert [vars(one).keys() for one in found] == [vars(one).keys() for one in expected]


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

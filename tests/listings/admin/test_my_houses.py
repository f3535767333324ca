from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.choices import HouseStatus, Role
from tests.factories.listings import make_bed, make_house, make_member, make_operator

pytestmark = pytest.mark.django_db

MINE = "/admin/listings/house/mine/"


@pytest.fixture
def manager(client):
    member = make_member(role=Role.HOUSE_MANAGER)
    client.force_login(member.user)
    return member


def house_of(member, days: int | None = None, **fields):
    at = None if days is None else timezone.now() - timedelta(days=days)
    house = make_house(operator=member.operator, availability_confirmed_at=at, **fields)
    member.houses.add(house)
    make_bed(house)
    return house


def shown(response) -> list:
    return [house for house, _confirmed in response.context["houses"]]


def test_what_was_confirmed_longest_ago_comes_first(client, manager) -> None:
    fresh, never, old = house_of(manager, 0), house_of(manager), house_of(manager, 6)
    house_of(manager, status=HouseStatus.DRAFT)
    make_house(operator=manager.operator)
    assert shown(client.get(MINE)) == [never, old, fresh]
    assert 'href="/admin/listings/house/mine/"' in client.get("/admin/").content.decode()


def test_one_house_is_confirmed_by_one_press(client, manager) -> None:
    house, other = house_of(manager, 6), house_of(manager, 6)
    before = other.availability_confirmed_at
    response = client.post(MINE, {"house": house.pk}, follow=True)
    assert "The beds of 1 house are confirmed." in response.content.decode()
    for each in (house, other):
        each.refresh_from_db()
    assert house.availability_confirmed_by == manager.user
    assert timezone.now() - house.availability_confirmed_at < timedelta(minutes=1)
    assert other.availability_confirmed_at == before


def test_all_that_the_page_showed_are_confirmed_by_one_press(client, manager, row_by_row) -> None:
    houses = [house_of(manager, 6) for _ in range(3)]
    client.post(MINE, {"house": [house.pk for house in houses]})
    assert {house.pk for house in shown(client.get(MINE))} == {house.pk for house in houses}
    for house in houses:
        house.refresh_from_db()
        assert house.availability_confirmed_by == manager.user


@pytest.mark.parametrize("house", ["", "0", "x", "²", "9" * 40])
def test_what_is_no_house_confirms_nothing(client, manager, house: str) -> None:
    mine = house_of(manager, 6)
    assert client.post(MINE, {"house": house}).status_code == 404
    mine.refresh_from_db()
    assert mine.availability_confirmed_by != manager.user


def test_other_houses_can_not_be_confirmed(client, manager) -> None:
    house_of(manager)
    for house in (make_house(operator=manager.operator), make_house(operator=make_operator())):
        assert client.post(MINE, {"house": house.pk}).status_code == 404
        house.refresh_from_db()
        assert house.availability_confirmed_by != manager.user


def test_it_takes_as_many_queries_for_one_house_as_for_twelve(client, manager) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(MINE).status_code == 200
        return len(queries)

    house_of(manager)
    one = cost()
    for _ in range(11):
        house_of(manager)
    assert cost() == one <= 12

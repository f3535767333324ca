from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings import actions
from listings.choices import BedState, Gender, HouseStatus, Role
from listings.models import Bed, BedInterval
from tests.factories.listings import make_bed, make_city, make_house, make_member, make_room

pytestmark = pytest.mark.django_db

BOARD = "/admin/listings/bed/board/"


@pytest.fixture
def manager(client):
    member = make_member(role=Role.HOUSE_MANAGER)
    client.force_login(member.user)
    return member


@pytest.fixture
def coordinator(client):
    member = make_member(role=Role.COORDINATOR)
    client.force_login(member.user)
    return member


def house_of(member, **fields):
    house = make_house(operator=member.operator, **fields)
    member.houses.add(house)
    return house


def shown(response) -> list:
    return [row.house for row in response.context["rows"]]


def state(bed) -> str | None:
    return Bed.objects.with_state(at=timezone.now()).get(pk=bed.pk).state_now


def press(client, bed, **pressed):
    return client.post(f"{BOARD}?bed={bed.pk}", pressed)


def test_it_shows_every_house_that_somebody_may_see_but_no_archived_one(client, manager) -> None:
    b, a = house_of(manager, name="B"), house_of(manager, name="A", status=HouseStatus.DRAFT)
    house_of(manager, status=HouseStatus.ARCHIVED)
    make_house(operator=manager.operator)
    bed = make_bed(b)
    response = client.get(BOARD)
    assert shown(response) == [a, b]
    assert f'href="?bed={bed.pk}#bed-now"' in response.content.decode()
    assert "no beds entered yet" in response.content.decode()


def test_an_empty_board_says_what_to_do(client, manager) -> None:
    assert "No house fits." in client.get(BOARD).content.decode()


def test_it_is_filtered_by_gender_city_and_state(client, manager) -> None:
    city = make_city()
    women, other = house_of(manager, gender=Gender.WOMEN, city=city), house_of(manager)
    make_bed(women, state=BedState.OCCUPIED)
    make_bed(other)
    for query in (f"gender={Gender.WOMEN}", f"city={city.pk}", f"state={BedState.OCCUPIED}"):
        assert shown(client.get(f"{BOARD}?{query}")) == [women], query
    assert len(shown(client.get(f"{BOARD}?gender=nobody&city=x&state=&mine=on"))) == 2


def test_mine_leaves_out_houses_that_are_only_to_be_read(client) -> None:
    member = make_member(role=Role.READ_ONLY)
    make_house(operator=member.operator)
    client.force_login(member.user)
    assert len(shown(client.get(BOARD))) == 1
    assert shown(client.get(f"{BOARD}?mine=on")) == []


@pytest.mark.parametrize(
    ("before", "do", "after"),
    [
        (BedState.OPEN, "hold", BedState.HELD),
        (BedState.OPEN, "occupy", BedState.OCCUPIED),
        (BedState.OPEN, "close", BedState.OUT_OF_SERVICE),
        (BedState.OCCUPIED, "open", BedState.OPEN),
    ],
)
def test_a_bed_is_tapped_and_then_its_state(client, manager, before, do, after) -> None:
    bed = make_bed(house_of(manager), state=before)
    page = client.get(f"{BOARD}?bed={bed.pk}").content.decode()
    assert f'value="{do}"' in page
    response = press(client, bed, do=do)
    assert (response.status_code, state(bed)) == (302, after)
    assert response["Location"].endswith(f"?bed={bed.pk}#bed-now")


def test_a_hold_lasts_two_days_or_as_long_as_is_chosen(client, manager) -> None:
    usual, chosen = (make_bed(house_of(manager)) for _ in range(2))
    press(client, usual, do="hold")
    press(client, chosen, do="hold", hours="4", reason="a visit")
    for bed, hours in ((usual, 48), (chosen, 4)):
        hold = BedInterval.objects.get(bed=bed, state=BedState.HELD)
        assert hold.ends_at - hold.starts_at == timedelta(hours=hours)
        assert hold.by == manager.user


def test_what_can_not_be_is_said_with_422(client, manager) -> None:
    bed = make_bed(house_of(manager), state=BedState.OCCUPIED)
    response = press(client, bed, do="hold")
    assert response.status_code == 422
    assert "can’t be changed so" in response.content.decode()
    assert press(client, bed, do="dance").status_code == 422
    assert press(client, bed, do="expect", on="2020-01-01").status_code == 422
    assert state(bed) == BedState.OCCUPIED


def test_the_last_change_is_undone_by_one_press(client, manager) -> None:
    bed = make_bed(house_of(manager))
    press(client, bed, do="occupy")
    change = BedInterval.objects.get(bed=bed, state=BedState.OCCUPIED)
    page = client.get(f"{BOARD}?bed={bed.pk}").content.decode()
    assert "Undo: it was open" in page
    press(client, bed, undo=change.uuid)
    assert state(bed) == BedState.OPEN
    assert "Undo: it was" not in client.get(f"{BOARD}?bed={bed.pk}").content.decode()
    response = client.post(f"{BOARD}?bed={bed.pk}", {"undo": change.uuid}, follow=True)
    assert "something newer happened" in response.content.decode()
    assert press(client, bed, undo="x").status_code == 404


def test_a_house_and_all_that_are_shown_are_confirmed(client, manager, row_by_row) -> None:
    houses = [house_of(manager) for _ in range(2)]
    other = make_house(operator=manager.operator)
    before = other.availability_confirmed_at
    client.post(BOARD, {"house": [house.pk for house in [*houses, other]]})
    for house in [*houses, other]:
        house.refresh_from_db()
    assert {house.availability_confirmed_by for house in houses} == {manager.user}
    assert other.availability_confirmed_at == before
    assert client.post(BOARD, {"house": other.pk}).status_code == 404


def test_who_only_reads_is_offered_no_change_and_can_make_none(client) -> None:
    member = make_member(role=Role.READ_ONLY)
    bed = make_bed(make_house(operator=member.operator))
    client.force_login(member.user)
    page = client.get(f"{BOARD}?bed={bed.pk}").content.decode()
    assert 'name="do"' not in page
    assert "What happened to it" in page
    assert press(client, bed, do="occupy").status_code == 403


def test_the_bed_of_another_house_is_not_there(client, manager) -> None:
    house_of(manager)
    bed = make_bed(make_house(operator=manager.operator))
    assert press(client, bed, do="occupy").status_code == 404
    assert client.get(f"{BOARD}?bed={bed.pk}", headers={"HX-Request": "true"}).status_code == 404


def test_another_method_is_refused(client, manager) -> None:
    assert client.put(BOARD).status_code == 405


def test_in_place_only_the_house_is_drawn(client, manager) -> None:
    bed, other = make_bed(house_of(manager)), make_bed(house_of(manager))
    page = client.get(f"{BOARD}?bed={bed.pk}", headers={"HX-Request": "true"}).content.decode()
    assert f'id="house-{bed.room.house_id}"' in page
    assert "<html" not in page
    assert f"bed={other.pk}#" not in page


def test_a_full_board_asks_no_more_of_the_database_than_a_bare_one(client, coordinator) -> None:
    manager = coordinator

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(BOARD)
        return len(seen)

    actions.hold_bed(
        bed=make_bed(house_of(manager)),
        until=timezone.now() + timedelta(days=1),
        by=manager.user,
        at=timezone.now(),
        reason="",
    )
    few = queries()
    for _ in range(11):
        room = make_room(house_of(manager))
        make_bed(room=room)
        make_bed(room=room, state=BedState.OCCUPIED)
    assert queries() == few
    assert few <= 12


def test_houses_come_page_by_page(client, manager, monkeypatch) -> None:
    monkeypatch.setattr("listings.admin.board.PER_PAGE", 2)
    names = [house_of(manager, name=name).name for name in "ABC"]
    first, second = client.get(BOARD), client.get(f"{BOARD}?gender=men&page=2")
    assert [house.name for house in shown(first) + shown(second)] == names
    assert "?page=2" in first.content.decode()
    assert "?gender=men&amp;page=1" in second.content.decode()
    assert shown(client.get(f"{BOARD}?page=99999999999")) == []

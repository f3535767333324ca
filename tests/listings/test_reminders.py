from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from listings import actions
from listings.choices import BedState, HouseStatus, Role
from listings.models import Bed, House
from listings.reminders import reminder_path
from recovery_site.models import OutboxMessage
from recovery_site.outbox import deliver_next
from tests.factories.listings import make_bed, make_house, make_member

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def manager(now):
    member = make_member(role=Role.HOUSE_MANAGER)
    member.houses.add(make_house(operator=member.operator, availability_confirmed_at=None))
    return member


@pytest.fixture
def house(manager):
    return manager.houses.get()


def confirmed(house, by, at):
    actions.confirm_availability(house=house, by=by, at=at)
    return house


def deliver() -> None:
    while deliver_next():
        pass


def link(house, user, now, days: int = 1) -> str:
    return reminder_path(house, user, until=now + days * DAY)


def state(bed) -> str | None:
    return Bed.objects.with_state(at=timezone.now()).get(pk=bed.pk).state_now


def test_after_five_days_its_manager_gets_one_letter_without_a_name_in_the_subject(
    house, manager, now, client
) -> None:
    confirmed(house, manager.user, now - 6 * DAY)
    deliver()
    call_command("remind_managers")
    deliver()
    (letter,) = mail.outbox
    assert letter.to == [manager.user.email]
    assert house.name not in letter.subject
    address = next(line for line in letter.body.splitlines() if "/confirm-beds/" in line)
    path = address[address.index("/confirm-beds/") :]
    assert house.name in client.get(path).content.decode()


def test_nobody_is_reminded_when_somebody_looked_again_or_nobody_can_see_the_house(
    house, manager, now
) -> None:
    confirmed(house, manager.user, now - 6 * DAY)
    confirmed(house, manager.user, now - 1 * DAY)
    paused = make_house(
        operator=manager.operator,
        status=HouseStatus.PAUSED,
        availability_confirmed_at=now - 6 * DAY,
    )
    deliver()
    assert actions.remind_of(house=paused, at=now) == 0
    assert mail.outbox == []


@pytest.mark.parametrize(("days", "found"), [(4.99, False), (5, True), (29.9, True), (30, False)])
def test_it_lapses_at_five_days_and_is_given_up_at_thirty(house, manager, now, days, found) -> None:
    House.objects.filter(pk=house.pk).update(
        availability_confirmed_at=now - days * DAY, availability_confirmed_by=manager.user
    )
    assert actions.lapsed(at=now).filter(pk=house.pk).exists() is found


def test_a_house_that_nobody_manages_is_the_owners_to_confirm(now) -> None:
    owner = make_member(role=Role.OWNER)
    house = make_house(operator=owner.operator, availability_confirmed_at=now - 6 * DAY)
    assert actions.remind_of(house=house, at=now) == 1
    assert OutboxMessage.objects.get().payload["user"] == str(owner.user.uuid)


def test_opening_the_link_changes_nothing_and_a_press_confirms(client, house, manager, now) -> None:
    make_bed(house)
    address = link(house, manager.user, now)
    response = client.get(address)
    assert response["Cache-Control"] == "no-store"
    house.refresh_from_db()
    assert house.availability_confirmed_at is None
    assert "confirmed" in client.post(address, {"do": "confirm"}, follow=True).content.decode()
    house.refresh_from_db()
    assert house.availability_confirmed_by == manager.user


@pytest.mark.parametrize(
    ("before", "do", "after", "status"),
    [
        (BedState.OPEN, "fill", BedState.OCCUPIED, 303),
        (BedState.OCCUPIED, "open", BedState.OPEN, 303),
        (BedState.OCCUPIED, "fill", BedState.OCCUPIED, 422),
        (BedState.OPEN, "close", BedState.OPEN, 400),
    ],
)
def test_a_bed_is_opened_or_filled_by_it_and_nothing_else(
    client, house, manager, now, before, do, after, status
) -> None:
    bed = make_bed(house, state=before)
    response = client.post(link(house, manager.user, now), {"do": do, "bed": bed.pk})
    assert (response.status_code, state(bed)) == (status, after)


def test_the_bed_of_another_house_and_a_held_one_are_not_opened_by_it(
    client, house, manager, now
) -> None:
    held, foreign = make_bed(house), make_bed(make_house(), state=BedState.OCCUPIED)
    actions.hold_bed(bed=held, until=now + DAY, by=manager.user, at=now, reason="")
    address = link(house, manager.user, now)
    assert client.post(address, {"do": "open", "bed": held.pk}).status_code == 422
    assert client.post(address, {"do": "open", "bed": foreign.pk}).status_code == 404
    assert client.post(address, {"do": "open", "bed": "x"}).status_code == 404


def test_it_ends_with_its_time_with_the_access_and_with_the_house(
    client, house, manager, now
) -> None:
    address = link(house, manager.user, now)
    assert client.get(link(house, manager.user, now, days=0)).status_code == 410
    assert client.get(address[:-2] + "x/").status_code == 410
    assert client.get(address).status_code == 200
    manager.houses.set([make_house(operator=manager.operator)])
    assert client.get(address).status_code == 410
    manager.houses.set([house])
    manager.user.is_active = False
    manager.user.save()
    assert client.post(address, {"do": "confirm"}).status_code == 410


def test_another_site_presses_nothing(client, house, manager, now) -> None:
    address = link(house, manager.user, now)
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(address, {"do": "confirm"}, headers=headers).status_code == 403
    house.refresh_from_db()
    assert house.availability_confirmed_at is None
    assert client.put(address).status_code == 405

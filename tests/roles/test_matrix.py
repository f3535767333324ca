"""Every page of the back office, asked for by every role, with own objects and with others'."""

import pytest
from django.test import Client

from listings.choices import HouseStatus, Role
from listings.models import Membership
from tests.factories.accounts import make_staff
from tests.factories.listings import make_house, make_member, make_operator, site_owner
from tests.roles.pages import COMMON, MODELS, OTHERS, names, readers_of
from tests.roles.world import World, make_house_world, with_site_wide_things

pytestmark = pytest.mark.django_db

OF_HOUSES = ("listings_house", "listings_room", "listings_bed", "listings_certification")
OF_REQUESTS = ("intake_callbackrequest", "intake_contact", "intake_wait")
OF_OPERATORS = (
    *OF_HOUSES,
    *OF_REQUESTS,
    "listings_operator",
    "listings_sheetimport",
    "intake_noticerecipient",
)
NOT_THERE = {403, 404}
START = "/admin/"


@pytest.fixture(autouse=True)
def one_factor_is_enough(settings, tmp_path) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


@pytest.fixture
def ours() -> World:
    return with_site_wide_things(make_house_world(site_owner()))


def pages() -> list[str]:
    return [name for name in names() if name not in COMMON]


def pages_about(*models: str) -> list[str]:
    ends = (
        "_changelist",
        "_add",
        "_find",
        "_export",
        "_numbers",
        "_numbers_csv",
        "_invite",
        "_mine",
        "_totals",
        "_board",
        "_occupancy",
        "_template",
    )
    return [
        name
        for name in pages()
        if not name.endswith(ends) and name.startswith(tuple(f"{each}_" for each in models))
    ]


def _refuses(response) -> bool:
    """Django sends people to the start when an object is not there."""
    back = response.status_code == 302 and response.headers["Location"] == START
    return back or response.status_code in NOT_THERE


def is_closed(client: Client, address: str) -> bool:
    """To who looks; or to who presses, where the address is only for that."""
    response = client.get(address)
    return _refuses(client.post(address) if response.status_code == 405 else response)


def refused(client: Client, address: str) -> bool:
    """To who looks and to who presses."""
    pressed = client.post(address, {"post": "yes"})
    return is_closed(client, address) and (_refuses(pressed) or pressed.status_code == 405)


def test_every_page_is_written_down() -> None:
    assert [name for name in pages() if readers_of(name) is None] == []
    known = set(names())
    assert [name for name in OTHERS if name not in known] == []
    assert [model for model in MODELS if f"{model}_changelist" not in known] == []


@pytest.mark.parametrize("role", Role)
def test_a_role_opens_its_pages_and_no_others(client, ours, role: Role) -> None:
    client.force_login(make_member(role=role).user)
    closed = {name for name in pages() if is_closed(client, ours.address(name))}
    assert closed == {name for name in pages() if role not in readers_of(name)}


def test_who_works_for_nobody_opens_nothing(client, ours) -> None:
    client.force_login(make_staff())
    assert [name for name in pages() if not is_closed(client, ours.address(name))] == []


@pytest.mark.parametrize("role", Role)
def test_what_another_operator_has_is_not_there(client, role: Role) -> None:
    site_owner()
    theirs = make_house_world(make_operator())
    client.force_login(make_member(role=role).user)
    about = pages_about(*OF_OPERATORS)
    assert len(about) > 30
    assert [name for name in about if not refused(client, theirs.address(name))] == []


@pytest.mark.parametrize("role", [Role.HOUSE_MANAGER, Role.COORDINATOR])
def test_other_houses_of_the_operator_are_not_there(client, role: Role) -> None:
    member = make_member(role=role)
    member.houses.add(make_house(operator=member.operator))
    theirs = make_house_world(member.operator)
    client.force_login(member.user)
    about = pages_about(*OF_HOUSES, *OF_REQUESTS, "intake_noticerecipient")
    assert [name for name in about if not refused(client, theirs.address(name))] == []


@pytest.mark.parametrize("limited", [False, True])
def test_lists_hold_own_rows(client, limited: bool) -> None:
    member = make_member(role=Role.COORDINATOR)
    house = make_house(operator=member.operator, status=HouseStatus.DRAFT)
    ours = make_house_world(member.operator, house=house)
    if limited:
        member.houses.add(house)
        make_house_world(member.operator)
    make_house_world(make_operator())
    client.force_login(member.user)
    for model in (*OF_HOUSES, *OF_REQUESTS):
        rows = client.get(ours.address(f"{model}_changelist")).context["cl"].result_list
        assert [row.pk for row in rows] == [ours.objects[model].pk], model


def test_autocompletes_offer_own_rows(client) -> None:
    member = make_member(role=Role.OWNER)
    ours, theirs = make_house(operator=member.operator), make_house(operator=make_operator())
    client.force_login(member.user)
    asked = {"app_label": "listings", "model_name": "room", "field_name": "house", "term": ""}
    offered = client.get("/admin/autocomplete/", asked).json()["results"]
    assert [row["id"] for row in offered] == [str(ours.pk)]
    address = "/admin/listings/room/add/"
    rows = {f"beds-{name}_FORMS": "0" for name in ("TOTAL", "INITIAL")}
    values = {"name": "Room 1", "room_type": "double", "position": "0", **rows}
    assert client.post(address, values | {"house": theirs.pk}).status_code == 200
    assert not theirs.rooms.exists()
    assert client.post(address, values | {"house": ours.pk}).status_code == 302


def test_a_role_holds_where_it_is_held(client) -> None:
    """A coordinator here who reads houses there does not see who called there."""
    member = make_member(role=Role.COORDINATOR)
    elsewhere = make_operator()
    make_member(elsewhere, role=Role.HOUSE_MANAGER, user=member.user)
    theirs = make_house_world(elsewhere)
    client.force_login(member.user)
    assert client.get(theirs.address("listings_house_change")).status_code == 200
    assert refused(client, theirs.address("intake_callbackrequest_change"))


def test_at_another_operator_a_role_is_for_its_houses_only(client, ours) -> None:
    elsewhere = make_operator()
    theirs = make_house_world(elsewhere)
    client.force_login(make_member(elsewhere, role=Role.OWNER).user)
    assert client.get(theirs.address("listings_house_change")).status_code == 200
    assert client.get(theirs.address("intake_callbackrequest_change")).status_code == 200
    for name in pages():
        if not name.startswith(OF_OPERATORS):
            assert is_closed(client, ours.address(name)), name


def test_who_was_let_go_opens_nothing(client, ours) -> None:
    member = make_member(role=Role.OWNER)
    client.force_login(member.user)
    assert client.get(ours.address("listings_house_changelist")).status_code == 200
    Membership.objects.all().delete()
    assert client.get(ours.address("listings_house_changelist")).status_code == 403

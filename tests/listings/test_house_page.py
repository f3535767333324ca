import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from listings import actions
from listings.choices import Gender, HouseStatus, Taxonomy
from listings.models import Bed, HouseCosts
from tests.factories.accounts import make_staff
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_city,
    make_house,
    make_office_hours,
    make_photo,
    make_rate,
    make_term,
    make_text,
    site_owner,
)

pytestmark = pytest.mark.django_db


def house_to_see(**fields):
    now = timezone.now()
    values = {"availability_confirmed_at": now - timedelta(hours=1), "published_at": now}
    return make_house(**values | fields)


def full_house(**fields):
    """With one of everything that the page may show."""
    house = house_to_see(**fields)
    make_text(house, summary="A calm house.", description="First part.\n\nSecond part.")
    make_bed(house)
    make_rate(house, "225")
    make_certification(house, number="FL-77", expires_on=timezone.now().date())
    HouseCosts.objects.create(house=house, deposit=150, deposit_refundable=100)
    house.terms.add(make_term(Taxonomy.INCLUDED, name="Wi-Fi and water"))
    make_photo(house, alt="A cream house.")
    return house


def test_the_page_tells_what_the_house_is_and_costs(public_page):
    make_office_hours(site_owner(), *[(day, "00:00", "23:59") for day in range(7)])
    page = unescape(public_page(full_house(name="Oak").get_absolute_url()).content.decode())
    for words in (
        "<h1>Oak</h1>", "1 bed open", "A calm house.", "<p>Second part.</p>", "A cream house.",
        "Open now", "$225", "$375", "Wi-Fi and water", "FL-77", "Every day, midnight to midnight",
    ):  # fmt: skip
        assert words in page


def test_a_house_with_nothing_but_its_facts_has_a_page(public_page):
    page = public_page(house_to_see().get_absolute_url()).content.decode()
    assert "Ask us" in page


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": HouseStatus.DRAFT},
        {"status": HouseStatus.PAUSED},
        {"status": HouseStatus.ARCHIVED},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_a_hidden_house_is_not_found(client, hidden):
    house = house_to_see(**hidden)
    assert client.get(house.get_absolute_url()).status_code == 404


def test_only_reading_is_allowed(client):
    assert client.post(house_to_see().get_absolute_url()).status_code == 405


def test_a_former_address_leads_to_the_house_for_good(client):
    house = house_to_see(city=make_city("Lantana"), slug="oak")
    city = make_city("Greenacres")
    by, at = make_staff(), timezone.now()
    actions.move_house(house=house, city=city, slug="live-oak", by=by, at=at)
    response = client.get("/houses/lantana/oak/")
    assert (response.status_code, response.url) == (301, "/houses/greenacres/live-oak/")
    actions.pause_house(house=house, by=by, at=at)
    assert client.get("/houses/lantana/oak/").status_code == 404


def test_the_right_house_in_the_wrong_city_is_found(client):
    house = house_to_see(slug="oak")
    response = client.get("/houses/nowhere/oak/")
    assert (response.status_code, response.url) == (302, house.get_absolute_url())


def test_where_two_houses_could_be_meant_none_is_guessed(client):
    house_to_see(slug="oak")
    house_to_see(slug="oak")
    assert client.get("/houses/nowhere/oak/").status_code == 404


def test_an_unknown_house_is_not_found(client):
    assert client.get("/houses/lantana/oak/").status_code == 404


def test_other_houses_for_the_same_people_are_shown_the_nearer_first(public_page):
    city = make_city("Lantana")
    house = house_to_see(city=city, gender=Gender.MEN)
    for name, where, gender in [
        ("A far away", make_city(), Gender.MEN),
        ("B near", city, Gender.MEN),
        ("C for all", city, Gender.ALL),
        ("D for women", city, Gender.WOMEN),
    ]:
        make_bed(house_to_see(name=name, city=where, gender=gender))
    similar = public_page(house.get_absolute_url()).context["similar"]
    names = [re.search(r"<h3><a[^>]*>([^<]*)", card.html)[1] for card in similar]
    assert names == ["B near", "C for all", "A far away"]


def names_beside(client, house):
    similar = client.get(house.get_absolute_url()).context["similar"]
    return [re.search(r"<h3><a[^>]*>([^<]*)", card.html)[1] for card in similar]


def test_what_houses_of_a_city_share_leaves_each_of_them_out_of_its_own_page(client):
    city = make_city("Lantana")
    a, _b, c, d = (house_to_see(name=name, city=city) for name in "ABCD")
    house_to_see(name="E", city=city)
    assert [names_beside(client, house) for house in (a, c, d)] == [
        ["B", "C", "D"], ["A", "B", "D"], ["A", "B", "C"]
    ]  # fmt: skip


def test_a_bed_that_opens_shows_beside_the_next_house_that_is_looked_at(client):
    city = make_city("Lantana")
    first, second, *_others = (house_to_see(name=name, city=city) for name in "ABCD")
    soonest = house_to_see(name="E", city=city)
    assert names_beside(client, first) == ["B", "C", "D"]
    make_bed(soonest)
    assert names_beside(client, second) == ["E", "A", "C"]


def test_one_of_everything_takes_as_many_queries_as_twelve(public_page):
    def count(house):
        return public_page(house.get_absolute_url()).query_count

    house = full_house()
    full_house()
    alone = count(house)
    for number in range(11):
        make_bed(house)
        make_photo(house)
        make_certification(house)
        house.terms.add(make_term())
        if number < 2:
            make_rate(house, room_type=("private", "triple")[number])
        full_house()
    assert count(house) == alone


def test_the_page_has_a_canonical_address_and_a_description(public_page):
    house = full_house()
    page = public_page(house.get_absolute_url()).content.decode()
    canonical = f'rel="canonical" href="http://localhost:8000{house.get_absolute_url()}"'
    assert canonical in page
    assert 'name="description" content="A calm house."' in page


def test_the_page_says_certified_only_while_it_is_so(public_page):
    house = full_house()
    assert "FARR level II" in public_page(house.get_absolute_url()).content.decode()
    house.certifications.update(revoked_on=timezone.now().date())
    page = public_page(house.get_absolute_url()).content.decode()
    assert "FARR" not in page
    assert not re.search(r"[Cc]ertified house", page)


HOSTILE = "\"'><script>alert(1)</script>&\ue0003\ue001{{ x }}%(name)s"


def hostile_house():
    house = full_house(name=HOSTILE, neighborhood=HOSTILE)
    words = ("summary", "description", "getting_around", "visitors", "chores", "on_relapse",
             "leaving", "refunds", "grievances", "accommodation")  # fmt: skip
    house.texts.update(**dict.fromkeys(words, HOSTILE))
    house.photos.update(alt=HOSTILE)
    house.certifications.update(number=HOSTILE[:40])
    house.terms.update(name=HOSTILE)
    house.rooms.update(name=HOSTILE[:40])
    Bed.objects.filter(room__house=house).update(label="<b>'\"&")
    house.costs.other_fees, house.costs.other_fees_note = 5, HOSTILE
    house.costs.save()
    return house


@pytest.mark.parametrize("sheet", ["", "questions/"])
def test_what_staff_entered_is_only_text(public_page, sheet):
    """Also on the page after it, which is filled by what was drawn for this one."""
    for house in (hostile_house(), full_house(), hostile_house()):
        page = public_page(house.get_absolute_url() + sheet).content.decode()
        assert "<script>alert" not in page
        assert "<b>'" not in page
        assert "'><" not in page

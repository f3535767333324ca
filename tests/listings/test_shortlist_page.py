import re
import sys
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from listings.choices import HouseStatus
from listings.models import HouseCosts, HouseRules
from listings.shortlists import Shortlist
from tests.factories.listings import make_bed, make_city, make_photo, make_rate, make_text
from tests.listings.listed import fresh_house

pytestmark = pytest.mark.django_db


def url_of(*houses, name: str = "shortlist") -> str:
    return reverse(name, args=[Shortlist(tuple(house.pk for house in houses)).token])


def columns(response) -> list[str]:
    return [home.house.name for home in response.context["page"].compared]


def labels(response) -> list[str]:
    return [row.label for _title, rows in response.context["page"].groups for row in rows]


def text_of(response) -> str:
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


def house_with_everything(**fields):
    house = fresh_house(**fields)
    make_text(house)
    make_bed(house)
    make_rate(house)
    make_photo(house)
    HouseCosts.objects.create(house=house, deposit=150, deposit_refundable=100)
    HouseRules.objects.create(house=house, pets="no")
    return house


def test_homes_stand_side_by_side_in_the_order_of_the_list(public_page):
    houses = [fresh_house(name=name) for name in ("Oak", "Ash", "Elm")]
    make_rate(houses[0], "225")
    make_rate(houses[1], "240")
    page = public_page(url_of(*houses))
    assert columns(page) == ["Oak", "Ash", "Elm"]
    words = text_of(page)
    for expected in ("Room for two: $225 a week", "Room for two: $240 a week", "Ask us"):
        assert expected in words


def test_what_differs_is_marked_in_words_and_can_stand_alone(public_page):
    one, other = fresh_house(bedrooms=3), fresh_house(bedrooms=4)
    page = public_page(url_of(one, other))
    marked = re.findall(r'<tr class="differs.*?</tr>', page.content.decode(), re.DOTALL)
    assert len(marked) == page.context["page"].difference_count == 2
    assert all("≠ <span>differs</span>" in row for row in marked)
    assert "2 of 35 facts (≠) differ." in text_of(page)

    only = public_page(url_of(one, other), only="differences")
    assert labels(only) == ["Where it is", "Size"]
    assert "Show all facts" in text_of(only)


def test_homes_that_are_alike_say_so(public_page):
    city = make_city()
    page = public_page(url_of(fresh_house(city=city), fresh_house(city=city)), only="differences")
    assert "These homes answer every question alike." in text_of(page)


def test_one_home_has_nothing_to_differ_from(public_page):
    page = public_page(url_of(fresh_house()))
    assert "Add a second home to see how they differ." in text_of(page)
    assert "Show only what differs" not in text_of(page)


def test_four_of_more_are_compared_and_can_be_chosen(public_page):
    houses = [fresh_house(name=f"House {number}") for number in range(1, 7)]
    url = url_of(*houses)
    assert columns(public_page(url)) == ["House 1", "House 2", "House 3", "House 4"]
    chosen = public_page(f"{url}?compare=6&compare=2")
    assert columns(chosen) == ["House 2", "House 6"]
    assert "?compare=6&compare=2&only=differences#" in text_of(chosen)
    many = public_page(f"{url}?" + "&".join(f"compare={n}" for n in range(2, 7)))
    assert columns(many) == ["House 2", "House 3", "House 4", "House 5"]
    assert "You chose more than four." in text_of(many)


@pytest.mark.parametrize("asked", ["0", "-1", "9", "x", "", "²", "1" * 5000, "\x00"])
def test_a_choice_that_is_none_is_passed_over(public_page, asked):
    houses = [fresh_house(name=name) for name in ("Oak", "Ash")]
    assert columns(public_page(url_of(*houses), compare=asked, only=asked)) == ["Oak", "Ash"]


@pytest.mark.parametrize(
    "hidden",
    [
        {"status": HouseStatus.PAUSED},
        {"status": HouseStatus.ARCHIVED},
        {"status": HouseStatus.DRAFT},
        {"published_at": timezone.now() + timedelta(days=1)},
    ],
)
def test_a_hidden_home_keeps_its_facts_to_itself(public_page, hidden):
    shown, gone = fresh_house(name="Oak"), fresh_house(name="Secret House", **hidden)
    page = public_page(url_of(shown, gone))
    assert columns(page) == ["Oak"]
    assert "One home on this list is not shown at the moment. Call us:" in text_of(page)
    assert "Secret" not in text_of(page)
    assert f'href="{url_of(shown)}"' in text_of(page)


def test_a_home_that_was_deleted_is_missed(public_page):
    shown, gone = fresh_house(), fresh_house()
    url = url_of(gone, shown)
    gone.delete()
    assert "One home on this list is not shown" in text_of(public_page(url))


def test_a_list_of_hidden_homes_only_still_has_a_page(public_page):
    houses = [fresh_house(status=HouseStatus.PAUSED) for _ in range(2)]
    page = text_of(public_page(url_of(*houses)))
    assert "2 homes on this list are not shown at the moment." in page
    assert "<table" not in page


def test_each_home_can_be_taken_off(public_page):
    one, other = fresh_house(), fresh_house()
    page = text_of(public_page(url_of(one, other)))
    assert f'href="{url_of(other)}" data-drop="{one.uuid}"' in page
    assert 'href="/shortlist/" data-drop' in text_of(public_page(url_of(one)))


def test_beds_are_told_as_they_are_now(public_page):
    house = fresh_house()
    bed = make_bed(house)
    assert "1 bed open" in text_of(public_page(url_of(house)))
    bed.intervals.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert "1 bed open" not in text_of(public_page(url_of(house)))


def test_search_engines_are_kept_out_and_nothing_else_is(public_page):
    page = public_page(url_of(fresh_house()))
    assert '<meta name="robots" content="noindex, nofollow">' in page.content.decode()
    assert 'rel="canonical"' not in page.content.decode()
    assert page.headers["Cache-Control"] == "no-cache"


def test_a_print_has_the_phone_the_time_and_the_code(public_page):
    page = text_of(public_page(url_of(fresh_house())))
    assert re.search(r"Printed \w+ \d+, \d{4} at .+? Beds go fast: call 833-285-1315\.", page)
    assert re.search(r'class="shortlist-code">\s*<svg', page)


def test_one_home_takes_as_many_queries_as_twelve(public_page):
    houses = [house_with_everything() for _ in range(12)]
    alone, together = public_page(url_of(houses[0])), public_page(url_of(*houses))
    assert alone.query_count == together.query_count
    one_left = public_page(url_of(*houses[1:], name="shortlist_more"))
    many_left = public_page(url_of(houses[0], name="shortlist_more"))
    assert one_left.query_count == many_left.query_count


def test_homes_to_add_are_the_others_and_carry_the_list(public_page, monkeypatch):
    monkeypatch.setattr(sys.modules["listings.views.shortlists"], "PER_PAGE", 2)
    town = make_city("Lantana")
    kept = fresh_house(name="Kept")
    others = [fresh_house(name=f"House {n}", city=town) for n in range(3)]
    fresh_house(name="Elsewhere")
    url = url_of(kept, name="shortlist_more")
    page = public_page(url, city="lantana")
    token = Shortlist((kept.pk,)).token
    assert [house.name for house in page.context["houses"]] == ["House 0", "House 1"]
    assert f'href="{others[0].get_absolute_url()}?list={token}"' in text_of(page)
    assert f'name="list" value="{token}"' in text_of(page)
    assert "?city=lantana&page=2" in text_of(page)
    second = public_page(url, city="nowhere", page="9999")
    assert len(second.context["houses"]) == 2
    assert second.context["page_obj"].number == 2


def test_a_card_is_the_same_for_everybody(public_page):
    house = fresh_house(name="Oak")
    plain = public_page("/houses/").content.decode()
    assert f'form="keep-form" name="add" value="{house.uuid}"' in plain
    token = Shortlist((house.pk,)).token
    assert token not in public_page(house.get_absolute_url(), list=token).content.decode()

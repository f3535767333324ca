"""Homes in a text by what somebody needs: those that the list of houses finds for it."""

import re
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from articles.admin.editor import ArticleHtmlField
from articles.html import clean, readable_lines
from articles.needs import NEEDS
from articles.related import MOST, MOST_NEEDS, entries_for_needs
from benchmarks.world import build
from listings.filters import FACTS, HouseFilter
from listings.models import City, HouseMedication, SearchEntry
from listings.search import find
from recovery_site import editions
from tests.factories.articles import make_published
from tests.factories.listings import make_bed, make_city, site_owner
from tests.listings.listed import fresh_house

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 10, 25, 16, 0, tzinfo=UTC)
METHADONE = {"methadone": "accepted"}


def place(need: str, city: str = "") -> str:
    where = f' data-city="{city}"' if city else ""
    return f'<aside class="houses"{where} data-need="{need}"></aside>'


def open_house(**fields):
    house = fresh_house(**fields)
    make_bed(house)
    return house


def block_of(page) -> str:
    found = re.search(
        r'<div class="houses-block">.*?<p><a.*?</p>', page.content.decode(), re.DOTALL
    )
    return found[0] if found else ""


def shown(page) -> set[str]:
    return set(re.findall(r'data-house="([^"]+)"', block_of(page)))


def wanted(need: str, city: str) -> HouseFilter:
    """As the address of the list says it."""
    name, _equals, value = need.partition("=")
    asked = {name: (value,) if name in FACTS else value, "city": city, "open": "now"}
    return HouseFilter(**asked)


def test_each_need_finds_what_the_list_finds() -> None:
    build(60, at=SUNDAY, seed=7)
    editions.current(at=SUNDAY)
    entry = SearchEntry.objects.public(at=SUNDAY).order_by("pk").first()
    city = City.objects.get(pk=entry.city_id).slug
    for need in NEEDS:
        for where in ("", city):
            listed = find(wanted(need, where), at=SUNDAY, per_page=MOST).rows
            found = entries_for_needs([(where, need)], at=SUNDAY).get((where, need), [])
            assert [row.house_id for row in found] == [row.house_id for row in listed], need
    assert any(entries_for_needs([("", need)], at=SUNDAY) for need in NEEDS)


def test_many_needs_are_one_question(django_assert_num_queries) -> None:
    site_owner()
    open_house()
    editions.current(at=SUNDAY)
    with django_assert_num_queries(1):
        entries_for_needs([("", need) for need in list(NEEDS)[:MOST_NEEDS]], at=SUNDAY)
    with django_assert_num_queries(0):
        entries_for_needs([], at=SUNDAY)


def test_a_text_shows_homes_for_a_need_and_leads_to_all_of_them(public_page) -> None:
    site_owner()
    city = make_city("Delray Beach")
    takes, other = open_house(city=city), open_house(city=city)
    elsewhere = open_house()
    for house in (takes, elsewhere):
        HouseMedication.objects.create(house=house, **METHADONE)
    article = make_published(body=f"<p>x</p>{place('moud=methadone', city.slug)}")
    page = public_page(article.get_absolute_url())
    assert shown(page) == {str(takes.uuid)}
    assert "Homes with a bed open in Delray Beach, methadone accepted" in block_of(page)
    query = re.search(r'href="/houses/\?([^"]+)"', block_of(page))[1].replace("&amp;", "&")
    assert QueryDict(query).dict() == {"moud": "methadone", "city": city.slug, "open": "now"}
    assert str(other.uuid) not in block_of(page)


def test_nothing_is_shown_where_no_home_fits(public_page) -> None:
    site_owner()
    open_house()
    article = make_published(body=f"<p>x</p>{place('gender=women')}")
    assert block_of(public_page(article.get_absolute_url())) == ""


def test_places_of_every_kind_keep_to_the_queries_of_a_page(public_page) -> None:
    site_owner()
    houses = [open_house() for _ in range(3)]
    city = houses[0].city.slug
    kinds = ['<aside class="houses"></aside>', f'<aside class="houses" data-city="{city}"></aside>']
    needs = [place(need) for need in [*NEEDS][: MOST_NEEDS - 1]]
    article = make_published(body="<p>x</p>" + "".join(kinds + needs))
    page = public_page(article.get_absolute_url())
    assert page.query_count <= 12
    assert page.content.decode().count('class="houses-block"') == 3  # the third is "for men"


def test_a_difference_names_the_need() -> None:
    assert readable_lines(clean(place("welcome=pets", "delray-beach"))) == [
        "[Homes in delray-beach, pets welcome, some with limits]"
    ]


def test_the_form_refuses_a_need_that_there_is_not() -> None:
    with pytest.raises(ValidationError, match="one of the list"):
        ArticleHtmlField().clean(f"<p>x</p>{place('moud=heroin')}")
    assert "data-need" in ArticleHtmlField().clean(f"<p>x</p>{place('gender=men')}")

"""Places in a text for what the page knows better: crisis lines, and homes with a bed open."""

import re

import pytest
from django.utils import timezone

from articles.html import clean, plain_text, word_count
from tests.factories.articles import make_page, make_published
from tests.factories.listings import make_bed, make_city, make_house, site_owner

pytestmark = pytest.mark.django_db
CRISIS = '<aside class="crisis"></aside>'


def confirmed() -> dict:
    return {"availability_confirmed_at": timezone.now()}


@pytest.fixture(autouse=True)
def owner():
    return site_owner()


def houses_in(city: str = "") -> str:
    return f'<aside class="houses" data-city="{city}"></aside>'


@pytest.mark.parametrize(
    "place",
    [
        CRISIS,
        houses_in("boynton-beach"),
        '<aside class="houses"></aside>',
        '<aside class="houses" data-city="boynton-beach" data-need="moud=methadone"></aside>',
    ],
)
def test_a_place_is_kept_as_it_is(place: str) -> None:
    html = f"<p>Before.</p>{place}<p>After.</p>"
    once = clean(html)
    assert once.replace("\n", "") == html.replace(' data-city=""', "")
    assert clean(str(once)) == once
    assert plain_text(html) == "Before. After."
    assert word_count(html) == 2


@pytest.mark.parametrize(
    ("dirty", "kept"),
    [
        ('<aside class="crisis" id="x" onclick="y"><p>Old lines</p></aside>', CRISIS),
        ('<aside class="houses" data-city="A b"></aside>', '<aside class="houses"></aside>'),
        ('<aside class="houses" data-city="&quot;><b>"></aside>', '<aside class="houses"></aside>'),
        ('<aside class="crisis" data-city="x"></aside>', CRISIS),
        (
            '<aside class="houses" data-need="moud=heroin"></aside>',
            '<aside class="houses"></aside>',
        ),
        (
            '<aside class="houses" data-need="gender=men&amp;q=x"></aside>',
            '<aside class="houses"></aside>',
        ),
        ('<aside class="crisis" data-need="gender=men"></aside>', CRISIS),
        ('<aside class="crisis other"><p>Text.</p></aside>', "<p>Text.</p>"),
        ('<aside class="ad"></aside>', ""),
        (f"<p>a{CRISIS}b</p>", f"<p>a</p>{CRISIS}<p>b</p>"),
    ],
)
def test_only_places_that_we_know_are_kept(dirty: str, kept: str) -> None:
    assert clean(dirty).replace("\n", "") == kept


def test_crisis_lines_are_those_of_every_page(public_page) -> None:
    article = make_published(body=f"<p>Text.</p>{CRISIS}")
    page = public_page(article.get_absolute_url()).content.decode()
    block = re.search(r'<div class="crisis-block">.*?</dl>', page, re.DOTALL)[0]
    lines = re.search(r'<section class="crisis-lines".*?</dl>', page, re.DOTALL)[0]
    assert block[block.index("<dl>") :] == lines[lines.index("<dl>") :]
    assert 'class="crisis"' not in page


def test_homes_are_those_with_a_bed_open_now_in_that_city(public_page) -> None:
    here, there = make_city(), make_city()
    houses = [make_house(city=city, **confirmed()) for city in [here] * 5 + [there]]
    for house in houses[1:]:
        make_bed(house)
    article = make_published(body=f"<p>Text.</p>{houses_in(here.slug)}")
    page = public_page(article.get_absolute_url()).content.decode()
    block = re.search(r'<div class="houses-block">.*?</article>\s*</div>', page, re.DOTALL)[0]
    shown = re.findall(r'data-house="([^"]+)"', block)
    assert len(shown) == 3
    assert set(shown) <= {str(house.uuid) for house in houses[1:5]}
    assert f"in {here.name}" in block


def test_many_places_cost_no_more_than_one(public_page) -> None:
    cities = [make_city() for _ in range(6)]
    for city in cities:
        make_bed(make_house(city=city, **confirmed()))
    one = make_published(body=f"<p>x</p>{houses_in(cities[0].slug)}")
    many = make_published(body="<p>x</p>" + "".join(houses_in(city.slug) for city in cities))
    few = public_page(one.get_absolute_url()).query_count
    response = public_page(many.get_absolute_url())
    assert response.query_count == few
    assert response.content.decode().count('class="houses-block"') == 6


@pytest.mark.parametrize("city", ["nowhere", ""])
def test_nothing_is_shown_while_no_bed_is_open(public_page, city: str) -> None:
    make_house()
    article = make_published(body=f"<p>Text.</p>{houses_in(city)}")
    page = public_page(article.get_absolute_url()).content.decode()
    assert "houses-block" not in page
    assert 'class="houses"' not in page


def test_a_standing_page_has_them_too(public_page) -> None:
    make_bed(make_house(**confirmed()))
    page = make_page(body='<p>x</p><aside class="houses"></aside>' + CRISIS)
    html = public_page(page.get_absolute_url()).content.decode()
    assert "houses-block" in html
    assert "crisis-block" in html

"""What the list says about an answer: near, sorted, counted, and when nothing fits."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from listings.choices import BedState, Taxonomy
from listings.models import HouseMedication, HouseProgram, ZipCode
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_city,
    make_rate,
    make_room,
    make_term,
    make_text,
)
from tests.listings.listed import fresh_house, names

pytestmark = pytest.mark.django_db

URL = "/houses/"


@pytest.fixture
def boynton():
    ZipCode.objects.create(
        zip_code="33435", city="Boynton Beach", key="boynton beach", state="FL",
        latitude=26.5254, longitude=-80.061,
    )  # fmt: skip
    return make_city("Boynton Beach", latitude="26.53", longitude="-80.07")


def words_of(response) -> str:
    return unescape(response.content.decode())


def test_houses_near_a_zip_come_with_their_distance(public_page, boynton):
    fresh_house(name="Here", city=boynton)
    fresh_house(name="Far", city=make_city("Miami", latitude="25.77", longitude="-80.19"))
    response = public_page(URL, near="33435", within="10")
    assert names(response) == ["Here"]
    assert "Under a mile" in words_of(response)
    assert response.context["heading"] == "Sober-living homes near 33435"
    wide = public_page(URL, near="33435", within="100", sort="nearest")
    assert names(wide) == ["Here", "Far"]
    assert "About 53 mi" in words_of(wide)


@pytest.mark.parametrize("within", ["", "5", "10", "15", "25", "50", "100"])
def test_every_distance_may_be_chosen(public_page, boynton, within):
    fresh_house(name="Here", city=boynton)
    assert names(public_page(URL, near="33435", within=within)) == ["Here"]


def test_the_exact_point_plays_no_part(public_page, boynton):
    exact = {"latitude": "26.525400", "longitude": "-80.061000"}
    house = fresh_house(name="Exact", city=boynton, **exact)
    entry_of = public_page(URL, near="33435").context["found"].rows[0]
    assert entry_of.house_id == house.pk
    assert entry_of.miles > 0.2


@pytest.mark.parametrize(
    ("near", "words"),
    [
        ("99999", "We don’t know this place"),
        ("Atlantis", "We don’t know this place"),
        ("Boyton Beach", "Did you mean one of these?"),
        ("x" * 81, "in fewer letters"),
    ],
)
def test_an_unknown_place_is_told_and_every_home_is_shown(public_page, boynton, near, words):
    fresh_house(name="Here", city=boynton)
    response = public_page(URL, status=422, near=near)
    assert words in words_of(response)
    assert names(response) == ["Here"]


def test_a_mistyped_city_leads_to_the_one_that_was_meant(public_page, boynton):
    fresh_house(name="Here", city=boynton)
    page = words_of(public_page(URL, status=422, near="Boyton Beach", gender="men"))
    assert 'href="?gender=men&near=Boynton%20Beach%2C%20FL"' in page


def test_a_mistyped_city_among_the_words_is_suggested_as_a_place(public_page, boynton):
    fresh_house(name="Here", city=boynton)
    response = public_page(URL, q="Boyton", gender="men")
    assert names(response) == []
    assert "Did you mean Boynton Beach, FL?" in words_of(response)
    (meant,) = response.context["meant"]
    assert meant["url"] == "/houses/?near=Boynton+Beach%2C+FL&gender=men"
    assert names(public_page(meant["url"])) == ["Here"]


def test_no_place_is_suggested_for_words_that_are_found_or_like_no_place(public_page, boynton):
    fresh_house(name="Here", city=boynton)
    for words in ("here", "zebra"):
        assert public_page(URL, q=words).context["meant"] == []


def test_each_choice_tells_how_many_homes_it_leaves(public_page):
    for rule in ("accepted", "accepted", "ask"):
        house = fresh_house()
        HouseMedication.objects.create(house=house, methadone=rule)
    page = words_of(public_page(URL))
    assert 'Methadone <span class="choice-count" aria-hidden="true">2</span>' in page
    assert "Men (3)" in page
    assert "Women (0)" in page
    assert 'Naltrexone <span class="choice-count" aria-hidden="true">0</span>' in page
    assert "no home" in page


def test_an_empty_list_offers_what_comes_closest_and_the_form(public_page, boynton):
    near_by = make_city("Lantana", latitude="26.58", longitude="-80.25")
    house = fresh_house(city=near_by)
    make_bed(house)
    make_rate(house, "225")
    response = public_page(URL, near="33435", within="5", open="now")
    page = words_of(response)
    assert names(response) == []
    assert "1 home if you look within 15 miles" in page
    assert 'id="callback"' in page or "Ask us to call you" in page
    (way,) = response.context["relaxations"][:1]
    assert len(names(public_page(way["url"]))) == 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"max_weekly": "200"}, "1 home if you can pay more, from $225"),
        ({"days": "9"}, "1 home once you have 30 days sober"),
        ({"open": "now"}, "1 home if it can be later. The first bed opens"),
        ({"certified": "yes"}, "1 home without “Certified”"),
        ({"gender": "women"}, "1 home without “Women”"),
        ({"private": "yes"}, "1 home without “A private room”"),
    ],
)
def test_each_way_out_leads_to_a_home(public_page, asked, words):
    house = fresh_house()
    opening = timezone.localdate() + timedelta(days=3)
    make_bed(house, state=BedState.OCCUPIED, expected_open_on=opening)
    make_rate(house, "225")
    HouseProgram.objects.create(house=house, minimum_days_sober=30)
    response = public_page(URL, **asked)
    (way,) = response.context["relaxations"]
    assert way["words"].startswith(words)
    assert len(names(public_page(way["url"]))) == 1


def test_nothing_near_at_all_says_how_far_it_is(public_page, boynton):
    fresh_house(city=make_city("Tampa", latitude="27.95", longitude="-82.46"))
    (way,) = public_page(URL, near="33435").context["relaxations"]
    assert way["words"].startswith("1 home farther away. The nearest is about 17")


def test_a_private_room_is_judged_by_private_rooms_alone(public_page):
    house = fresh_house(name="Both")
    make_bed(room=make_room(house, room_type="double"))
    make_bed(room=make_room(house, room_type="private"), state=BedState.OCCUPIED)
    make_rate(house, "200")
    make_rate(house, "350", room_type="private")
    assert names(public_page(URL, private="yes")) == ["Both"]
    assert "$350" in words_of(public_page(URL, private="yes"))
    assert names(public_page(URL, private="yes", open="now")) == []
    assert names(public_page(URL, private="yes", max_weekly="300")) == []
    assert names(public_page(URL, private="yes", max_weekly="350")) == ["Both"]


def test_words_are_found_by_their_beginning_without_accents(public_page):
    house = fresh_house(name="Casa Ceiba de Corazón")
    make_text(house, description="A quiet street by the park.")
    fresh_house(name="Oak")
    for words in ("corazon", "ceiba quie", "QUIET park"):
        assert names(public_page(URL, q=words)) == ["Casa Ceiba de Corazón"]
    assert names(public_page(URL, q="quiet oak")) == []


def test_terms_are_filters_by_their_code(public_page):
    pool = make_term(Taxonomy.AMENITY, code="pool", name="Pool")
    spanish = make_term(Taxonomy.LANGUAGE, code="spanish", name="Spanish")
    house = fresh_house(name="Pool house")
    house.terms.add(pool, spanish)
    fresh_house(name="Dry house")
    assert names(public_page(URL, amenity="pool")) == ["Pool house"]
    assert names(public_page(URL, language="spanish")) == ["Pool house"]
    assert public_page(URL, status=422, amenity="moat").status_code == 422


def test_the_order_is_kept_from_page_to_page(public_page):
    for number in range(26):
        make_rate(fresh_house(), str(200 + number % 3))
    first = public_page(URL, sort="cost")
    assert "?sort=cost&page=2" in words_of(first)
    second = public_page(URL, sort="cost", page="2")
    assert len(set(names(first)) | set(names(second))) == 26


def test_a_certificate_that_ends_takes_the_house_out_of_the_filter(public_page):
    today = timezone.localdate()
    house = fresh_house(name="Oak")
    make_certification(house, expires_on=today, level=3)
    assert names(public_page(URL, certified="yes", level="3")) == ["Oak"]
    house.certifications.update(expires_on=today - timedelta(days=1))
    assert names(public_page(URL, certified="yes")) == []


def test_asking_again_in_another_order_is_the_same_query_count(public_page):
    for _ in range(3):
        make_bed(fresh_house())
    counts = {
        public_page(URL, **asked).query_count
        for asked in (
            {},
            {"gender": "men", "open": "now", "sort": "cost"},
            {"q": "house", "days": "3", "certified": "yes", "moud": "methadone"},
            {"max_weekly": "100", "max_move_in": "500", "by": str(timezone.localdate())},
        )
    }
    assert max(counts) <= 12

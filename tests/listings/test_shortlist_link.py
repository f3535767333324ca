"""What is on a list is what its link says, and nothing can be slipped into it."""

from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from listings.choices import HouseStatus
from listings.shortlists import MOST_KEPT, Shortlist
from tests.listings.listed import fresh_house

pytestmark = pytest.mark.django_db

URL = "/shortlist/"


def start(client, *houses, status: int = 302, **headers):
    response = client.get(URL, {"add": [str(house.uuid) for house in houses]}, headers=headers)
    assert response.status_code == status
    return response


def kept(response) -> tuple[int, ...]:
    """The keys in the link that the answer leads to."""
    shortlist = Shortlist.read(urlsplit(response.url).path.split("/")[2])
    assert shortlist is not None
    return shortlist.keys


def pks(*houses) -> tuple[int, ...]:
    return tuple(house.pk for house in houses)


@given(st.lists(st.integers(1, 2**63 - 1), min_size=1, max_size=MOST_KEPT, unique=True))
def test_a_link_says_what_was_put_in(keys):
    assert Shortlist.read(Shortlist(tuple(keys)).token) == Shortlist(tuple(keys))


@given(st.text(max_size=200))
def test_no_other_text_opens_a_list(text):
    assert Shortlist.read(text) is None


def test_a_changed_link_opens_no_list():
    token = Shortlist((1, 2, 40)).token
    for place in range(len(token) - 1):
        other = "a" if token[place] != "a" else "b"
        assert Shortlist.read(token[:place] + other + token[place + 1 :]) is None


def test_a_link_with_four_homes_is_short_enough_to_be_a_small_code():
    assert len(reverse("shortlist", args=[Shortlist((1200, 45, 99_999, 7)).token])) <= 80


def test_a_link_outlives_a_change_of_the_secret_that_keeps_the_former_one(settings):
    token = Shortlist((3,)).token
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret"
    assert Shortlist.read(token) == Shortlist((3,))


def test_homes_are_kept_in_the_order_in_which_they_came(client):
    houses = [fresh_house() for _ in range(3)]
    first = start(client, houses[2], houses[0])
    assert kept(first) == pks(houses[2], houses[0])
    token = first.url.split("/")[2]
    names = [str(houses[1].uuid), str(houses[2].uuid)]
    longer = client.get(URL, {"list": token, "add": names})
    assert kept(longer) == pks(houses[2], houses[0], houses[1])
    assert not longer.cookies


def test_the_page_that_was_opened_from_a_list_adds_to_it(client):
    one, other = fresh_house(), fresh_house()
    token = Shortlist(pks(one)).token
    page = f"http://testserver{other.get_absolute_url()}?list={token}"
    assert kept(start(client, other, Referer=page)) == pks(one, other)


def test_a_browser_that_names_its_own_list_gets_that_one(client):
    one, other = fresh_house(), fresh_house()
    page = f"http://testserver{other.get_absolute_url()}?list={Shortlist(pks(one)).token}"
    address = f"{URL}?list=&add={other.uuid}"
    assert kept(client.get(address, headers={"Referer": page})) == pks(other)


@pytest.mark.parametrize(
    "referer",
    ["http://elsewhere.example/?list={}", "http://testserver/?list={}x", "http://[", "nothing"],
)
def test_no_other_page_does(client, referer):
    one, other = fresh_house(), fresh_house()
    referer = referer.format(Shortlist(pks(one)).token)
    assert kept(start(client, other, Referer=referer)) == pks(other)


def test_a_list_has_an_end_and_says_so(client):
    houses = [fresh_house() for _ in range(MOST_KEPT + 1)]
    response = start(client, *houses)
    assert kept(response) == pks(*houses[:MOST_KEPT])
    page = client.get(response.url).content.decode()
    assert "A list holds 20 homes." in page
    assert (
        "A list holds 20 homes. Take one off to add"
        not in client.get(response.url.partition("?")[0]).content.decode()
    )


def test_what_is_no_home_is_left_out(client):
    house = fresh_house()
    names = ["x", "", "\x00", str(house.uuid), "00000000-0000-0000-0000-000000000000", "٣" * 36]
    assert kept(client.get(URL, {"add": names})) == pks(house)


def test_an_unknown_home_gets_a_message(public_page):
    page = public_page(URL, add="00000000-0000-0000-0000-000000000000", status=404)
    assert "We could not find that home." in page.content.decode()


def test_a_home_that_was_never_shown_is_unknown(client):
    start(client, fresh_house(status=HouseStatus.DRAFT, published_at=None), status=404)


def test_a_paused_home_stays_on_the_list(client):
    house = fresh_house(status=HouseStatus.PAUSED)
    assert kept(start(client, house)) == pks(house)


def test_an_empty_list_says_how_to_fill_it(public_page):
    page = public_page(URL).content.decode()
    assert "Your list is empty." in page
    assert 'name="robots" content="noindex, nofollow"' in page
    assert 'rel="canonical"' not in page


@pytest.mark.parametrize("token", ["x", "1-2", "1.x", "%00", "é", "1-2." + "A" * 43, "a" * 10_000])
@pytest.mark.parametrize("page", ["", "more/"])
def test_a_broken_link_gets_a_message(public_page, token, page):
    found = public_page(f"{URL}{token}/{page}", status=404).content.decode()
    assert "This link does not open a list." in found
    assert "833-285-1315" in found or "/houses/" in found


def test_only_reading_is_allowed(client):
    token = Shortlist((1,)).token
    for url in (URL, f"{URL}{token}/", f"{URL}{token}/more/"):
        assert client.post(url).status_code == 405

"""A page is kept until something on it changes, and not an instant longer."""

import gzip
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings import actions
from listings.choices import HouseStatus
from listings.models import House
from recovery_site import editions
from tests.conftest import forget
from tests.factories.accounts import make_staff
from tests.factories.listings import make_bed, make_city, make_rate
from tests.listings.listed import fresh_house, names

pytestmark = pytest.mark.django_db

LIST = "/houses/"


def queries(client, url, **headers) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url, **headers).status_code == 200
    return len(captured)


@pytest.mark.parametrize("kind", ["home", "list", "city", "house"])
def test_asked_again_a_page_takes_one_query(client, kind):
    house = fresh_house(city=make_city("Lantana"))
    url = {
        "home": "/",
        "list": f"{LIST}?gender=men",
        "city": "/houses/lantana/",
        "house": house.get_absolute_url(),
    }[kind]
    first = client.get(url)
    assert queries(client, url) == 1
    again = client.get(url)
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Content-Type"] == first.headers["Content-Type"]
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]


def test_a_browser_that_has_the_page_gets_it_confirmed(client):
    fresh_house()
    etag = client.get(LIST).headers["ETag"]
    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 304
    fresh_house()
    assert client.get(LIST, headers={"If-None-Match": etag}).status_code == 200


def test_compressed_and_plain_are_the_same_page(client):
    fresh_house()
    plain = client.get(LIST)
    zipped = client.get(LIST, headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_a_change_shows_on_the_very_next_request(client):
    house = fresh_house(name="Oak")
    bed = make_bed(house)
    page = house.get_absolute_url()
    for url in (LIST, page):
        assert "1 bed open" in client.get(url).content.decode()
    actions.occupy_bed(bed=bed, by=make_staff(), at=timezone.now())
    for url in (LIST, page):
        assert "1 bed open" not in client.get(url).content.decode()
    House.objects.update(name="Elm")
    for url in (LIST, page):
        assert "Elm" in client.get(url).content.decode()
    make_rate(house, "199")
    for url in (LIST, page):
        assert "$199" in client.get(url).content.decode()


def test_the_form_shows_what_each_visitor_chose_though_it_is_drawn_once(client):
    fresh_house()
    men = client.get(LIST, {"gender": "men", "moud": "methadone"}).content.decode()
    cheap = client.get(LIST, {"max_weekly": "250"}).content.decode()
    assert '<option value="men" selected>' in men
    assert 'value="methadone" id="id_moud_methadone" checked>' in men
    assert "selected>Men" not in cheap
    assert 'id="id_moud_methadone">' in cheap
    assert 'name="max_weekly"' in cheap
    assert ' value="250">' in cheap
    assert "\ue000" not in men + cheap


def test_a_list_is_the_same_from_memory_and_from_the_database(client, settings):
    for _ in range(3):
        make_rate(fresh_house(), "199")
    pages = []
    for most in (2_000, 2):
        settings.HOUSES_IN_MEMORY = most
        forget()
        pages.append(client.get(LIST, {"max_weekly": "250", "sort": "cost"}).content)
    assert pages[0] == pages[1]


def test_what_threads_share_is_made_once_for_an_edition_and_not_at_all_without_one():
    made = iter(range(9))
    asked = [(1, "a"), (1, "a"), (2, "a"), (2, "b"), (1, "a"), (None, "a")]
    found = [editions.share(edition, name, lambda: [next(made)]) for edition, name in asked]
    assert found == [[0], [0], [1], [2], [3], [4]]


def test_another_process_sees_it_too(client):
    """What a process keeps is found by the edition, which it reads from the database."""
    fresh_house(name="Oak")
    client.get(LIST)
    kept = {name: _copy_of(caches[name]) for name in ("kept", "cards")}
    shared = dict(editions._shared)
    House.objects.update(status=HouseStatus.PAUSED)
    assert names(client.get(LIST)) == []
    for name, content in kept.items():  # a process that asked before the change
        caches[name].clear()
        for key, value in content.items():
            caches[name].set(key, value)
    editions._shared.update(shared)
    assert names(client.get(LIST)) == []


def _copy_of(cache) -> dict:
    keys = [key.split(":", 2)[2] for key in cache._cache]
    return {key: cache.get(key) for key in keys}


def test_what_the_clock_ends_is_not_shown_after_it(client, monkeypatch):
    now = timezone.now()
    house = fresh_house(availability_confirmed_at=now - timedelta(days=7) + timedelta(hours=1))
    make_bed(house)
    assert "1 bed open" in client.get(LIST).content.decode()
    later = now + timedelta(hours=1, seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    page = client.get(LIST).content.decode()
    assert "1 bed open" not in page
    assert "Call to confirm" in page


def test_a_promise_is_kept_for_the_rest_of_its_minute(client, monkeypatch):
    house = fresh_house()
    moment = timezone.now().replace(second=59, microsecond=0) + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    url = house.get_absolute_url()
    client.get(url)
    assert queries(client, url) == 1
    monkeypatch.setattr(timezone, "now", lambda: moment + timedelta(seconds=1))
    assert queries(client, url) > 1


def test_what_is_not_well_is_not_kept(client):
    fresh_house()
    url = f"{LIST}?max_weekly=cheap"
    for _ in range(2):
        assert client.get(url).status_code == 422
    assert client.get("/houses/nowhere/").status_code == 404
    assert client.post(LIST).status_code == 405


def test_staff_and_strangers_get_the_same_bytes(client):
    fresh_house()
    stranger = client.get(LIST).content
    client.force_login(make_staff())
    assert client.get(LIST).content == stranger

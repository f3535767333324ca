"""Whatever stands in the address of the list: a sensible page, or a message at the field."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from listings.choices import Gender, Taxonomy
from listings.models import House, ZipCode
from tests.factories.listings import make_bed, make_rate, make_term, make_text
from tests.listings.listed import fresh_house, names, some_houses

pytestmark = pytest.mark.django_db

URL = "/houses/"
ALL = 6  # of `some_houses`


@pytest.fixture(autouse=True)
def houses() -> None:
    some_houses()
    for taxonomy in ("amenity", "pathway", "language"):
        make_term(Taxonomy(taxonomy))


def errors(response: Any) -> dict[str, list[str]]:
    return {name: list(found) for name, found in response.context["filter_form"].errors.items()}


def assert_told_at(response: Any, field: str, value: str) -> None:
    """Status 422, and the message stands in the page, tied to the input."""
    assert response.status_code == 422, value[:50]
    found = errors(response)
    assert list(found) == [field], value[:50]
    page = unescape(response.content.decode())
    for message in found[field]:
        assert message in page, value[:50]
    if field != "city":  # which has no input of its own
        assert re.search(rf'name="{field}"[^>]*aria-invalid="true"', page), value[:50]


WRONG = {
    "near": ["00000", "99999", "1234", "123456", "3343५", "qwertyuiop", "!!!", "-1", "x" * 10_000,
             "33435; DROP TABLE", "Boynton Beach\x00", "😀"],
    "within": ["7", "-5", "1e9", "٢٥"],
    "max_weekly": ["-200", "0", "200; --", "Infinity", "-NaN", "9" * 5_000, "1e-400"],
    "max_move_in": ["-0.01", "sNaN", "0x10"],
    "by": ["2020-01-01", "0001-01-01", "2026-02-30", "tomorrow", "9" * 50, "2027-01-01\x00"],
    "days": ["-1", "1.5", "99999999999999999999", "nine"],
    "level": ["5", "two", "1\x00"],
    "gender": ["Men", "robots"],
    "city": ["atlantis", "x\x00y"],
    "moud": ["heroin", "methadone\x00"],
    "welcome": ["cats"],
    "access": ["stairs"],
    "amenity": ["no-such-thing"],
    "pathway": ["' OR 1=1"],
    "language": ["xx"],
    "private": ["no"],
    "certified": ["true"],
    "open": ["now ", "later"],
    "q": ["x" * 5_000, "a\x00b", '"', "!!! ???", "😀"],
}  # fmt: skip


@pytest.mark.parametrize("field", WRONG)
def test_what_makes_no_sense_is_told_at_its_field(client: Client, field: str) -> None:
    other = {"near": "Boynton Beach"} if field == "within" else {}
    for value in WRONG[field]:
        assert_told_at(client.get(URL, other | {field: value}), field, value)


@pytest.mark.parametrize("field", ["ask", "sort"])
def test_a_hidden_part_that_is_wrong_breaks_nothing(client: Client, field: str) -> None:
    response = client.get(URL, {field: "nonsense\x00"})
    assert response.status_code in {200, 422}
    assert len(names(response)) == ALL


SYNTAX = [
    'quiet" OR "x', "quiet*", "quiet NEAR(beach)", "NEAR(quiet beach, 5)", "AND", "quiet AND NOT",
    "summary:quiet", "words : quiet", "-quiet", "quiet -beach", "((quiet", "quiet))", "^quiet",
    "{words}:quiet", "quiet & beach", "quiet | beach", "!quiet", "quiet <-> beach", "quiet:*A",
    "'quiet", "quiet\\", "\\'", "quiet\\' |", "%", "_", "%%s", "%(a)s", "$1", "quiet😀beach",
    "' OR '1'='1", "<script>", "{{ 7*7 }}", "\u202equiet", "quiet\ud7ff", "quiet\ufffe", "a" * 100,
    "1e5", "12.5", "-0", "a b c d e f g h i j k l m n o p q r s t u v w x y z", "ﬁ", "ß",
]  # fmt: skip


def test_the_syntax_of_a_search_engine_is_only_text(client: Client) -> None:
    make_text(fresh_house(name="Quiet"), summary="A quiet house at the beach.")
    for question in SYNTAX:
        response = client.get(URL, {"q": question})
        if response.status_code == 422:
            assert list(errors(response)) == ["q"], question
        else:
            assert response.status_code == 200, question
            assert response.context["house_total"] <= 1, question


def test_every_word_has_to_be_there_and_nothing_else_counts(client: Client) -> None:
    make_text(fresh_house(name="Quiet"), summary="A quiet house at the beach, d’été.")
    for question, found in [
        ("quiet -beach", ["Quiet"]),  # no operator: both words are there
        ("quiet | garden", []),
        ("quiet <-> house", ["Quiet"]),
        ("NOT quiet", []),
        ("quie*", ["Quiet"]),
        ("QUIET\tBEACH", ["Quiet"]),
        ("d'été", ["Quiet"]),
        ("ete d", ["Quiet"]),
    ]:
        assert names(client.get(URL, {"q": question})) == found, question


PAGES = ["0", "-1", "9999", "abc", "1.5", "", "٣", "²", "9" * 10_000, "1\x00", "last", "1e3", "+2"]


def test_a_page_that_is_not_there_is_one_that_is(client: Client) -> None:
    for page in PAGES:
        response = client.get(URL, {"page": page})
        assert response.status_code == 200, page[:10]
        assert len(names(response)) == ALL, page[:10]


def test_the_page_after_the_last_is_the_last(client: Client) -> None:
    for _ in range(25):
        make_bed(fresh_house(gender=Gender.WOMEN))
    everywhere = [names(client.get(URL, {"page": page})) for page in ("1", "2", "9999")]
    assert [len(page) for page in everywhere] == [24, 25 + ALL - 24, 25 + ALL - 24]
    assert everywhere[1] == everywhere[2]
    assert not set(everywhere[0]) & set(everywhere[1])


ODD = {
    "gender=women&gender=men": 5,  # the last one counts
    "city=delray-beach&city=": ALL,
    "moud=methadone&moud=methadone": 0,
    "near=x&near=": ALL,
    "colour=green&%00=1&[]=2&gender[]=men": ALL,
    "gender=women&amp;city=x": 1,
    "&&&===&": ALL,
    "gender": ALL,
    "%": ALL,
    "%ff%fe=%ff": ALL,
}
REFUSED = ["gender=women;drop", "gender=%ff", "gender=%00"]


def test_odd_queries_are_answered(client: Client) -> None:
    for query, found in ODD.items():
        response = client.get(f"{URL}?{query}")
        assert (response.status_code, len(names(response))) == (200, found), query
    for query in REFUSED:
        assert client.get(f"{URL}?{query}").status_code == 422, query


def test_ten_kilobytes_are_answered(client: Client) -> None:
    for query in [
        urlencode([("x", "1")] * 2_500),
        urlencode([("moud", "methadone")] * 700),
        urlencode([("amenity", f"a{n}") for n in range(900)]),
        "&" * 4_000,
        "q=" + "%20" * 3_400,
        "near=" + "33435%20" * 1_200,
        "page=" + "1" * 10_000,
    ]:
        response = client.get(f"{URL}?{query}")
        assert response.status_code in {200, 422}, query[:20]
        assert len(response.content) < 400_000, query[:20]


def test_more_parts_than_django_reads_are_refused_in_our_words(client: Client) -> None:
    response = client.get(f"{URL}?{'&' * 10_000}")
    assert response.status_code == 400
    assert "<main" in response.content.decode()


def test_a_place_far_away_is_an_answer_and_no_error(client: Client) -> None:
    """Anchorage is a place; it only has no home near it."""
    ZipCode.objects.create(
        zip_code="99501", city="Anchorage", key="anchorage", state="AK",
        latitude=61.2116, longitude=-149.8761,
    )  # fmt: skip
    response = client.get(URL, {"near": "99501", "within": "100"})
    assert (response.status_code, names(response)) == (200, [])
    page = unescape(response.content.decode())
    assert "/ask-for-a-call/" in page
    assert response.context["relaxations"], "an empty result is no dead end"


def test_numbers_at_the_edges_of_what_is_allowed(client: Client) -> None:
    house = fresh_house(name="Dear")
    make_rate(house, "99999")
    for amount, shown in [("99999", True), ("99998.99", False), ("1", False), ("$99,999.00", True)]:
        found = names(client.get(URL, {"max_weekly": amount}))
        assert ("Dear" in found) is shown, amount


def test_today_is_not_past(client: Client) -> None:
    owner = House.objects.select_related("operator").first().operator
    today = timezone.now().astimezone(ZoneInfo(owner.time_zone)).date()
    assert client.get(URL, {"by": today.isoformat()}).status_code == 200
    assert client.get(URL, {"by": "9999-12-31"}).status_code == 200


def test_nothing_typed_leaves_its_quotes(client: Client) -> None:
    typed = "\"'><script>alert(1)</script>"
    for field in ("near", "q", "max_weekly", "by", "days", "city", "moud", "sort", "unknown"):
        page = client.get(URL, {field: typed}).content.decode()
        assert "<script>alert" not in page
        assert f'"{typed}' not in page

"""What the page says of a certificate, and where it sends who wants to check it."""

from datetime import date

import pytest

from listings.presenters import sections_of
from listings.presenters.certificates import certificate_sentence
from listings.structured_data import house_data
from tests.factories.accounts import make_staff
from tests.factories.listings import make_body, make_certification, make_house
from tests.listings.as_on_page import as_on_page

pytestmark = pytest.mark.django_db

FARR = {
    "name": "Florida Association of Recovery Residences",
    "registry_url": "https://registry.example/",
    "code_of_ethics_url": "https://ethics.example/",
    "grievance_url": "https://grievance.example/",
}


def support(house):
    sections = sections_of(as_on_page(house), None)
    return next(section for section in sections if section.slug == "support")


def rows(house):
    return {row.label: (row.value, row.note) for row in support(house).rows}


def links(house):
    return [(link.label, link.url) for link in support(house).links]


def test_a_house_without_one_says_so_and_links_to_nobody():
    house = make_house()
    make_certification(house, body=make_body("FARR", **FARR), expires_on=date(2026, 3, 17))
    assert rows(house)["Certificate"] == ("None at this time", "")
    assert links(house) == []
    assert certificate_sentence(as_on_page(house)) == "No, not at this time."
    assert "hasCertification" not in house_data(as_on_page(house), [])


def test_its_number_level_and_last_day_are_told():
    house = make_house()
    body = make_body("FARR", note="FARR inspects houses.")
    make_certification(house, body=body, number="X-1", level=3,
                       issued_on=date(2026, 2, 1), expires_on=date(2027, 1, 31))  # fmt: skip
    told = rows(house)
    assert told["Certificate"] == ("FARR level III", "FARR inspects houses.")
    assert told["Number"] == ("X-1", "")
    assert told["Level of support"][0] == "Level III, supervised"
    assert told["Valid"] == ("Through January 31, 2027", "Issued on February 1, 2026")
    assert certificate_sentence(as_on_page(house)) == (
        "Yes: FARR level III, number X-1, valid through January 31, 2027."
    )


def test_when_we_last_saw_it_is_told_or_left_to_ask():
    house = make_house()
    certificate = make_certification(house)
    assert rows(house)["When we last checked it"] == (None, "")
    certificate.verified_on, certificate.verified_by = date(2026, 3, 2), make_staff()
    certificate.save()
    assert rows(house)["When we last checked it"] == ("March 2, 2026", "")


def test_a_certificate_without_a_level_claims_none():
    house = make_house()
    make_certification(house, level=None)
    assert "Level of support" not in rows(house)


def test_the_page_leads_to_the_registry_the_code_of_ethics_and_the_grievance_form():
    house = make_house()
    make_certification(house, body=make_body("FARR", **FARR))
    name = FARR["name"]
    assert links(house) == [
        (f"Check it with {name}", "https://registry.example/"),
        (f"Code of ethics of {name}", "https://ethics.example/"),
        (f"File a grievance with {name}", "https://grievance.example/"),
    ]


def test_what_staff_left_empty_is_no_link():
    house = make_house()
    make_certification(house, body=make_body("Charter", registry_url="https://a.example/"))
    assert [url for _label, url in links(house)] == ["https://a.example/"]


def test_machines_are_told_the_same():
    house = make_house()
    make_certification(house, body=make_body("FARR", **FARR), number="X-1", level=2,
                       expires_on=date(2027, 1, 31))  # fmt: skip
    assert house_data(as_on_page(house), [])["hasCertification"] == {
        "@type": "Certification",
        "name": "FARR level II",
        "certificationIdentification": "X-1",
        "expires": "2027-01-31",
        "issuedBy": {
            "@type": "Organization",
            "name": FARR["name"],
            "url": "https://registry.example/",
        },
    }

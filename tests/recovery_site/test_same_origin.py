import pytest
from django.test import Client

pytestmark = pytest.mark.urls("tests.recovery_site.pages")

OURS = {"Sec-Fetch-Site": "same-origin"}
PASSES = [
    OURS,
    OURS | {"Origin": "null"},
    {"Origin": "http://testserver"},
    {},
]
REFUSED = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    {"Origin": "null"},
    {"Origin": "https://testserver"},
    {"Origin": "http://testserver:8000"},
    {"Origin": "http://testserver.evil.example"},
]


@pytest.mark.parametrize("headers", PASSES)
def test_a_form_of_this_site_needs_no_cookie(headers: dict[str, str]):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/ask/", {"name": "Jo"}, headers=headers)
    assert (response.status_code, response.content) == (200, b"Thank you, Jo")


@pytest.mark.parametrize("headers", REFUSED)
def test_a_form_of_another_site_is_refused_and_what_was_typed_is_kept(headers: dict[str, str]):
    response = Client().post("/ask/", {"name": "Jo"}, headers=headers)
    assert response.status_code == 403
    assert response.content == b"Please send it again: Jo"


def test_a_link_from_another_site_opens_the_form():
    response = Client().get("/ask/", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.content == b"Thank you, stranger"


def test_the_port_of_a_development_server_is_part_of_the_origin():
    response = Client().post(
        "/ask/",
        {"name": "Jo"},
        headers={"Origin": "http://localhost:8000", "Host": "localhost:8000"},
    )
    assert response.status_code == 200

import gzip
import re

import pytest
from csp.decorators import csp_update
from csp.utils import build_policy
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import get_language
from pytest_django import Settings

from recovery_site.middleware import SitePolicyMiddleware, UrlLanguageMiddleware

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.recovery_site.pages")]

PUBLIC_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy(response) -> dict[str, str]:
    parts = response.headers["Content-Security-Policy"].split("; ")
    return dict(part.split(" ", 1) for part in parts)


def test_a_public_page_may_use_nothing_but_its_own_site(client: Client):
    assert policy(client.get("/plain/")) == PUBLIC_POLICY


def test_staff_pages_may_also_show_pictures_from_inside_a_style_sheet(client: Client):
    assert policy(client.get("/accounts/login/")) == PUBLIC_POLICY | {"img-src": "'self' data:"}


def test_a_page_keeps_what_it_changes_about_the_policy(rf: RequestFactory):
    @csp_update({"img-src": ["data:"]})
    def drawing(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    plain = policy(SitePolicyMiddleware(lambda _request: HttpResponse())(rf.get("/")))
    assert plain == PUBLIC_POLICY
    changed = policy(SitePolicyMiddleware(drawing)(rf.get("/")))
    assert changed == PUBLIC_POLICY | {"img-src": "'self' data:"}


def test_a_staff_page_that_asks_for_a_nonce_gets_a_fresh_one_each_time(rf: RequestFactory):
    def editor(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(request.csp_nonce))

    answer = SitePolicyMiddleware(editor)
    first, second = (
        policy(answer(rf.get("/admin/articles/article/add/")))["script-src"] for _ in range(2)
    )
    assert re.fullmatch(r"'self' 'nonce-[\w+/=]{24}'", first)
    assert first != second


def test_the_policy_of_public_pages_is_put_together_once(rf: RequestFactory, monkeypatch):
    built: list[str] = []

    def build() -> str:
        built.append(build_policy())
        return built[-1]

    monkeypatch.setattr("recovery_site.middleware.build_policy", build)
    answer = SitePolicyMiddleware(lambda _request: HttpResponse())
    headers = {answer(rf.get(path)).headers["Content-Security-Policy"] for path in ("/", "/b/")}
    assert headers == {build_policy()}
    assert len(built) == 1


def test_what_one_page_changes_is_not_said_of_the_next(rf: RequestFactory):
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(request.csp_nonce) if request.GET else "")

    answer = SitePolicyMiddleware(page)
    assert policy(answer(rf.get("/"))) == PUBLIC_POLICY
    assert "nonce-" in policy(answer(rf.get("/?nonce=yes")))["script-src"]
    assert "data:" in policy(answer(rf.get("/admin/")))["img-src"]
    assert policy(answer(rf.get("/"))) == PUBLIC_POLICY


def test_a_policy_that_a_page_wrote_itself_stays(rf: RequestFactory):
    own = {"Content-Security-Policy": "sandbox"}
    answer = SitePolicyMiddleware(lambda _request: HttpResponse(headers=own))
    assert answer(rf.get("/")).headers["Content-Security-Policy"] == "sandbox"


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ],
)
def test_every_page_says(header: str, value: str, client: Client):
    assert client.get("/plain/").headers[header] == value


def test_no_page_may_use_the_camera_or_the_place_of_a_reader(client: Client):
    features = client.get("/plain/").headers["Permissions-Policy"]
    assert "camera=()" in features
    assert "geolocation=()" in features


def test_two_strangers_get_the_same_bytes_and_no_cookie():
    first, second = (Client().get("/plain/") for _ in range(2))
    assert first.headers["ETag"] == second.headers["ETag"]
    assert first.content == second.content
    assert not first.cookies
    assert not second.cookies
    assert "Cookie" not in first.headers.get("Vary", "")


def test_a_browser_that_has_the_page_gets_an_empty_answer(client: Client):
    page = client.get("/plain/")
    again = client.get("/plain/", headers={"If-None-Match": page.headers["ETag"]})
    assert page.headers["Cache-Control"] == "no-cache"
    assert again.status_code == 304


def test_a_views_own_word_about_caching_stays(client: Client):
    response = client.get("/form/")
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", ["/admin/", "/accounts/login/", "/admin/nowhere/"])
def test_nothing_of_staffs_is_kept_by_a_browser(path: str, client: Client):
    assert client.get(path).headers["Cache-Control"] == "private, no-store"


def test_text_is_sent_compressed(client: Client):
    response = client.get("/plain/", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert b"<main" in gzip.decompress(response.content)


@pytest.mark.parametrize("language", ["es", "de-AT, en;q=0.5", ""])
def test_the_language_is_the_one_of_the_address_whatever_a_browser_prefers(
    language: str, client: Client
):
    response = client.get("/plain/", headers={"Accept-Language": language})
    assert response.headers["Content-Language"] == "en"
    assert "Accept-Language" not in response.headers.get("Vary", "")
    assert 'lang="en"' in response.content.decode()


def test_an_address_with_a_language_is_in_that_language(rf: RequestFactory, settings: Settings):
    settings.LANGUAGES = [("en", "English"), ("es", "Español")]
    answer = UrlLanguageMiddleware(lambda request: HttpResponse(get_language()))

    response = answer(rf.get("/es/houses/"))

    assert response.content == b"es"
    assert response.headers["Content-Language"] == "es"


def test_search_engines_are_sent_away_from_staff_pages_and_thank_yous(client: Client):
    rules = client.get("/robots.txt").content.decode().splitlines()
    assert rules[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /ask-for-a-call/thank-you/"} <= set(rules)
    assert "Disallow: /" not in rules

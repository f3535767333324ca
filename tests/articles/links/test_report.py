"""The report of links that lead nowhere."""

import csv
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.links import links_to_mend, number_to_mend
from articles.models import FormerArticlePath
from recovery_site import editions
from tests.factories.accounts import make_staff, permit
from tests.factories.articles import make_article, make_page, make_picture, make_published
from tests.factories.listings import make_house, site_owner

pytestmark = pytest.mark.django_db
REPORT = "/admin/articles/article/links/"
COUNT = f"{REPORT}count/"
NO_PICTURE = "/media/pictures/6a1b2c3d-0000-4000-8000-000000000000/640.webp"


@pytest.fixture(autouse=True)
def settle(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()


def linking(*addresses: str) -> str:
    return "<h2>Part</h2>" + "".join(f'<p><a href="{one}">to {one}</a></p>' for one in addresses)


def found() -> list[tuple[str, str, str]]:
    return [
        (finding.source.title, finding.href, finding.verdict.tone)
        for finding in links_to_mend(at=timezone.now())
    ]


def test_every_link_that_leads_nowhere_is_found_and_no_other() -> None:
    now = timezone.now()
    house = make_house(published_at=now - timedelta(days=1))
    shown = make_published(slug="shown", body=linking())
    FormerArticlePath.objects.create(article=shown, path="/old/", until=now)
    make_article(slug="draft")
    good = (
        "/articles/shown/", "/articles/shown/#part", "#part", "#ask", "/articles/?q=cost", "/",
        "tel:+18332851315", "https://example.org/none/", house.get_absolute_url(),
        "http://localhost:8000/articles/shown/#part",
    )  # fmt: skip
    wrong = ("/articles/draft/", "/none/", "#other", "/articles/shown/#other", "none", "/admin/",
             "http://localhost:8000/none/")  # fmt: skip
    picture = f'<figure><img src="{make_picture().files.webp_url}" alt="A door."></figure>'
    lost = f'<figure><img src="{NO_PICTURE}" alt="A porch."></figure>'
    make_published(title="B", body=linking(*good, *wrong, "/old/") + picture + lost)
    make_page(title="A", body=linking("/articles/none/", "/articles/shown/"))
    make_article(title="Draft", body=linking("/none/"))
    assert found() == [
        ("A", "/articles/none/", "wrong"),
        *(("B", address, "wrong") for address in (*wrong, NO_PICTURE)),
        ("B", "/old/", "hint"),
        ("Draft", "/none/", "wrong"),
    ]


def test_twelve_texts_cost_what_one_costs(django_assert_num_queries) -> None:
    target = make_published(slug="target")

    def make() -> None:
        addresses = (target.get_absolute_url(), "/none/", make_page().get_absolute_url())
        make_published(body=linking(*addresses))

    make()
    with CaptureQueriesContext(connection) as few:
        links_to_mend(at=timezone.now())
    for _ in range(11):
        make()
    with django_assert_num_queries(len(few)):
        assert len(links_to_mend(at=timezone.now())) == 12
    assert len(few) <= 9


def test_an_anchor_outlives_its_heading_s_words_and_so_do_links_to_it() -> None:
    article = make_published(slug="x", body="<h2>Costs</h2><p>a</p><h2>Costs</h2><p>b</p>")
    make_published(body=linking("/articles/x/#costs-2"))
    article.body = str(article.body).replace(">Costs<", ">Rent<", 1)
    article.save()
    assert found() == []
    article.body = "<p>Nothing left.</p>"
    article.save()
    assert [href for _title, href, _tone in found()] == ["/articles/x/#costs-2"]


def test_the_page_leads_to_the_form_and_shows_a_kind_alone(editor: Client) -> None:
    article = make_published(title="One & only", body=linking("/none/"))
    make_article(title="Unseen", body=linking("/none/"))
    page = editor.get(REPORT).content.decode()
    assert f'href="/admin/articles/article/{article.pk}/change/">One &amp; only</a>' in page
    assert "Unseen" in page
    assert "Nothing is at this address." in page
    assert "Unseen" not in editor.get(REPORT, {"show": "wrong"}).content.decode()
    assert "One &amp; only" not in editor.get(REPORT, {"show": "hidden"}).content.decode()
    assert "One &amp; only" in editor.get(REPORT, {"show": "'x", "page": "z"}).content.decode()


def test_a_site_without_a_broken_link_says_so(editor: Client) -> None:
    make_published()
    assert "Every link leads somewhere." in editor.get(REPORT).content.decode()
    assert editor.get(COUNT).content.decode() == "Every link leads somewhere."


def test_the_table_has_a_line_for_each_and_no_formula(editor: Client) -> None:
    make_published(title="=1+1", body=linking("/none/"))
    response = editor.get(f"{REPORT}table.csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    head, line = list(csv.reader(text.splitlines()))
    assert len(head) == len(line) == 7
    assert line[:4] == ["'=1+1", "yes", "to /none/", "/none/"]
    assert line[6].startswith("/admin/articles/article/")


@pytest.mark.parametrize("url", [REPORT, COUNT, f"{REPORT}table.csv"])
def test_only_who_writes_sees_it_and_only_by_get(client: Client, url: str) -> None:
    assert client.get(url).status_code == 302
    client.force_login(permit(make_staff(), "articles.view_article"))
    assert client.get(url).status_code == 403
    client.force_login(permit(make_staff(), "articles.change_page"))
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 405


def test_they_are_counted_once_for_an_edition(editor: Client, django_assert_num_queries) -> None:
    make_published(body=linking("/none/", "/nowhere/"))
    make_article(body=linking("/none/"))
    editions.current(at=timezone.now())
    assert editor.get(COUNT).content.decode() == "Visitors meet 2 links that lead nowhere."
    assert f'data-count="{COUNT}"' in editor.get("/admin/").content.decode()
    with django_assert_num_queries(1):
        assert number_to_mend(at=timezone.now()) == 2


def test_a_start_page_without_the_right_to_mend_says_nothing_of_it(client: Client) -> None:
    make_published(body=linking("/none/"))
    client.force_login(permit(make_staff(), "articles.view_article"))
    assert "Links that lead nowhere" not in client.get("/admin/").content.decode()

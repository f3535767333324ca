"""Former versions of articles and pages are read as differences, and come back by one press."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from articles.html import table_of_contents
from articles.models import ForbiddenClaim
from tests.factories.accounts import make_staff, permit
from tests.factories.articles import (
    make_article,
    make_page,
    make_picture,
    make_published,
    make_topic,
)
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settle(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()


def revise(article, **changes):
    for name, value in changes.items():
        if name != "topics":
            setattr(article, name, value)
    return actions.revise(article=article, by=make_staff(), at=timezone.now(), **changes)


def history(row, version=None) -> str:
    end = f"{version.pk}/" if version else ""
    return f"/admin/articles/{row._meta.model_name}/{row.pk}/history/{end}"


def test_a_version_shows_what_it_changed_and_what_came_after(editor: Client) -> None:
    article = make_article(body="<p>We cook on Monday.</p>")
    revise(article, body="<p>We cook on Friday.</p>")
    revise(article, body="<p>We cook on Sunday.</p>")
    version = article.history.order_by("pk")[1]
    response = editor.get(history(article, version))
    lines = [
        [(part.kind, part.text.strip()) for part in found[0].lines[0]]
        for found in (response.context["changes"], response.context["since"])
    ]
    assert lines[0][1:] == [("removed", "Monday."), ("added", "Friday.")]
    assert lines[1][1:] == [("removed", "Friday."), ("added", "Sunday.")]


def test_a_version_brings_back_words_picture_and_topics_but_not_the_address(
    editor: Client,
) -> None:
    topic, cover = make_topic(), make_picture()
    article = make_published(slug="first", title="Old", cover=cover, topics=(topic,))
    revise(article, topics=[topic], title="Old still")
    revise(article, title="New", slug="second", cover=None, topics=[])
    version = article.history.filter(title="Old still").earliest("pk")
    assert editor.post(history(article, version)).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.cover, article.slug) == ("Old still", cover, "second")
    assert article.status == "published"


def test_a_version_whose_picture_is_gone_comes_back_without_it(editor: Client) -> None:
    cover = make_picture()
    article = make_article(title="Old", cover=cover)
    revise(article, title="New", cover=None)
    actions.remove_picture(picture=cover)
    version = article.history.earliest("pk")
    assert "(gone since)" in editor.get(history(article, version)).content.decode()
    editor.post(history(article, version))
    article.refresh_from_db()
    assert (article.title, article.cover) == ("Old", None)


def test_a_version_with_a_claim_stays_away_from_visitors(editor: Client) -> None:
    ForbiddenClaim.objects.get_or_create(phrase="guarantee", defaults={"why": "Nobody can."})
    article = make_published(summary="Guaranteed.")
    revise(article, summary="Calm.")
    response = editor.post(history(article, article.history.earliest("pk")), follow=True)
    article.refresh_from_db()
    assert article.summary == "Calm."
    assert "may not be claimed" in response.content.decode()


def test_a_page_comes_back_too(editor: Client) -> None:
    page = make_page(title="Old")
    page.title = "New"
    actions.save_page(page=page, by=None, at=timezone.now(), title="New")
    editor.post(history(page, page.history.earliest("pk")))
    page.refresh_from_db()
    assert page.title == "Old"


def test_who_may_not_change_it_reads_but_does_not_restore(client: Client) -> None:
    client.force_login(permit(make_staff(), "articles.view_article", "articles.change_article"))
    article = make_published(title="Old")
    revise(article, title="New")
    url = history(article, article.history.earliest("pk"))
    assert "Bring this version back" not in client.get(url).content.decode()
    assert client.post(url).status_code == 403


def test_another_row_s_version_is_not_found(editor: Client) -> None:
    one, other = make_article(), make_article()
    assert editor.get(history(one, other.history.get())).status_code == 404
    assert editor.get(f"{history(one)}x/").status_code == 404


def test_a_long_history_asks_no_more(editor: Client, django_assert_num_queries) -> None:
    article = make_article()
    editor.get(history(article))  # what Django keeps of its own tables is read once a process
    with CaptureQueriesContext(connection) as few:
        editor.get(history(article))
    for number in range(11):
        revise(article, title=f"Title {number}")
    with django_assert_num_queries(len(few)):
        editor.get(history(article))


def test_a_version_comes_back_with_its_anchors(editor: Client) -> None:
    article = make_article(body="<h2>Costs</h2><p>a</p><h2>Costs</h2><p>b</p>")
    first = article.history.latest()
    revise(article, body=str(article.body).replace(">Costs<", ">Rent<", 1))
    revise(article, body="<p>Nothing left.</p>")
    editor.post(history(article, first))
    article.refresh_from_db()
    assert [one.id for one in table_of_contents(article.body)] == ["costs", "costs-2"]

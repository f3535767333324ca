"""What visitors read is changed by reviewers alone, and never claims what may not be claimed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from articles.models import ForbiddenClaim, Page
from tests.articles.admin.test_article_admin import LIST, change, messages, typed
from tests.articles.admin.test_other_admins import typed_page
from tests.factories.accounts import make_staff, permit
from tests.factories.articles import NOON, make_article, make_page, make_published
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db
WRITES = ("articles.view_article", "articles.change_article", "articles.delete_article")
PUBLISHES = (*WRITES, "articles.publish_article")


@pytest.fixture(autouse=True)
def settle(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()
    ForbiddenClaim.objects.get_or_create(phrase="guarantee", defaults={"why": "Nobody can."})


def signed_in(client: Client, *permissions: str) -> Client:
    client.force_login(permit(make_staff(), *permissions))
    return client


@pytest.mark.parametrize("status", ["published", "archived"])
def test_an_editor_reads_what_is_public_and_is_told_why_it_is_closed(
    client: Client, status: str
) -> None:
    article = make_published(status=status)
    page = signed_in(client, *WRITES).get(change(article))
    assert "Only a reviewer may change it." in page.content.decode()
    assert client.post(change(article), typed(article, title="Mine")).status_code == 403
    for button in ("_return", "_archive", "_publish"):
        assert client.post(change(article), typed(article, **{button: "x"})).status_code == 403
    assert client.post(f"{LIST}{article.pk}/delete/", {"post": "yes"}).status_code == 403
    article.refresh_from_db()
    assert (article.title == "Mine", article.status) == (False, status)


def test_an_editor_works_on_drafts_and_on_what_is_in_review(client: Client) -> None:
    signed_in(client, *WRITES)
    for status in ("draft", "in_review"):
        article = make_article(status=status)
        client.post(change(article), typed(article, title=f"Mine {status}"))
        article.refresh_from_db()
        assert article.title == f"Mine {status}"


def test_a_reviewer_corrects_what_is_public(client: Client) -> None:
    article = make_published()
    signed_in(client, *PUBLISHES).post(change(article), typed(article, title="Corrected"))
    article.refresh_from_db()
    assert article.title == "Corrected"


def test_a_list_action_does_not_archive_or_delete_for_an_editor(client: Client) -> None:
    article = make_published()
    signed_in(client, *WRITES)
    for action in ("put_into_archive", "publish_now", "delete_selected"):
        data = {"action": action, "_selected_action": [article.pk], "post": "yes"}
        client.post(LIST, data, follow=True)
    article.refresh_from_db()
    assert article.status == "published"


def test_a_claim_stops_the_publishing_and_keeps_the_text(client: Client) -> None:
    article = make_article()
    mine = typed(article, body="<h2>Why us</h2><p>We guarantee it.</p>", _publish="x")
    response = signed_in(client, *PUBLISHES).post(change(article), mine, follow=True)
    article.refresh_from_db()
    assert article.status == "draft"
    assert "We guarantee it." in article.body
    assert "under “Why us”" in messages(response)


def test_a_claim_in_what_is_public_is_an_error_at_its_field(client: Client) -> None:
    article = make_published()
    response = signed_in(client, *PUBLISHES).post(
        change(article), typed(article, summary="Guaranteed.")
    )
    assert "in the summary" in response.context["adminform"].form.errors["summary"][0]


def test_a_claim_in_a_question_of_what_is_public_is_an_error(client: Client) -> None:
    article = make_published()
    row = {
        "questions-TOTAL_FORMS": 1,
        "questions-0-question": "Safe?",
        "questions-0-answer": "Guaranteed.",
        "questions-0-position": 0,
    }
    permissions = (*PUBLISHES, "articles.add_articlequestion", "articles.change_articlequestion")
    signed_in(client, *permissions).post(change(article), typed(article, **row))
    assert not article.questions.exists()


def test_a_claim_on_a_page_is_an_error_at_its_field(client: Client) -> None:
    client.force_login(make_staff(is_superuser=True))
    page = make_page()
    data = typed_page(
        title="Guaranteed",
        _seen=page.updated_at.isoformat(),
        published_at_0="2024-03-01",
        published_at_1="09:00:00",
    )
    response = client.post(f"/admin/articles/page/{page.pk}/change/", data)
    assert "in the title" in response.context["adminform"].form.errors["title"][0]


def test_the_note_of_a_review_is_shown_with_its_answer(client: Client) -> None:
    signed_in(client, *PUBLISHES)
    article = make_article()
    client.post(change(article), typed(article, _submit="x", review_note="Is <this> right?"))
    article.refresh_from_db()
    page = client.get(change(article)).content.decode()
    assert "Is &lt;this&gt; right?" in page
    assert "It waits for an answer." in page
    client.post(change(article), typed(article, _return="x", review_note="Yes."))
    page = client.get(change(article)).content.decode()
    assert "It waits for an answer." not in page
    assert "Yes." in page


def test_the_checklist_stands_beside_the_form_and_answers_what_is_typed(client: Client) -> None:
    client.force_login(make_staff(is_superuser=True))
    article = make_article(summary="Guaranteed.")
    page = client.get(change(article)).content.decode()
    assert "1 claim keeps it from being published." in page
    answer = client.post(f"{LIST}check/", typed(article, summary="A calm sentence."))
    assert "keeps it from being published" not in answer.content.decode()
    assert "Nobody is named who reviewed it." in answer.content.decode()
    assert client.get(f"{LIST}check/").status_code == 405


def test_the_checklist_is_for_who_may_write(client: Client) -> None:
    signed_in(client, "articles.view_article")
    assert client.post(f"{LIST}check/", {}).status_code == 403
    assert "Before it goes out" not in client.get(change(make_article())).content.decode()


@pytest.mark.parametrize("kind", ["forbiddenclaim", "wording"])
def test_the_lists_are_kept_by_staff(client: Client, kind: str) -> None:
    client.force_login(make_staff(is_superuser=True))
    data = {"phrase": "never heard of", "why": "x", "instead": "y"}
    assert client.post(f"/admin/articles/{kind}/add/", data).status_code == 302
    assert "never heard of" in client.get(f"/admin/articles/{kind}/").content.decode()
    again = client.post(f"/admin/articles/{kind}/add/", data | {"phrase": "NEVER heard of"})
    assert "on the list already" in again.content.decode()


@pytest.mark.parametrize(("city", "refused"), [("nowhere-at-all", True), ("", False)])
def test_homes_are_shown_in_a_city_that_there_is(client: Client, city: str, refused: bool) -> None:
    client.force_login(make_staff(is_superuser=True))
    article = make_article()
    body = f'<p>x</p><aside class="houses" data-city="{city}"></aside>'
    response = client.post(change(article), typed(article, body=body))
    assert ("There is no city" in response.content.decode()) is refused


def test_the_first_page_of_a_reviewer_names_what_waits(client: Client) -> None:
    waiting, done = make_article(title="Waits"), make_article(title="Is done")
    for article in (waiting, done):
        actions.submit(article=article, by=make_staff(name="Ana Ruiz"), at=NOON, note="The dose?")
    actions.return_to_draft(article=done, by=None, at=NOON)
    page = signed_in(client, *PUBLISHES).get("/admin/").content.decode()
    assert change(waiting) in page
    assert "The dose?" in page
    assert change(done) not in page
    assert change(waiting) not in signed_in(client, *WRITES).get("/admin/").content.decode()


def test_many_that_wait_cost_no_more_than_one(client: Client, django_assert_num_queries) -> None:
    signed_in(client, *PUBLISHES)
    actions.submit(article=make_article(), by=None, at=NOON)
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/")
    for _ in range(11):
        actions.submit(article=make_article(), by=None, at=NOON)
    with django_assert_num_queries(len(few)):
        client.get("/admin/")


PAGE_WRITES = ("articles.view_page", "articles.change_page", "articles.add_page")
PAGE_DELETES = "articles.delete_page"


def change_page(page) -> str:
    return f"/admin/articles/page/{page.pk}/change/"


def test_an_editor_reads_a_public_page_and_is_told_why_it_is_closed(client: Client) -> None:
    signed_in(client, *PAGE_WRITES, PAGE_DELETES)
    for page in (make_page(), make_page(published_at=timezone.now() + timedelta(days=9))):
        assert "Only a reviewer may change it." in client.get(change_page(page)).content.decode()
        assert client.post(change_page(page), typed_page(title="Mine")).status_code == 403
        url = f"/admin/articles/page/{page.pk}/delete/"
        assert client.post(url, {"post": "yes"}).status_code == 403
    assert not Page.objects.filter(title="Mine").exists()
    assert Page.objects.count() == 2


def test_an_editor_writes_pages_and_does_not_publish_them(client: Client) -> None:
    signed_in(client, *PAGE_WRITES)
    today = {"published_at_0": "2020-01-01", "published_at_1": "10:00:00"}
    client.post("/admin/articles/page/add/", typed_page(**today))
    page = Page.objects.get()
    seen = page.updated_at.isoformat()
    client.post(change_page(page), typed_page(title="New", _seen=seen, **today))
    page.refresh_from_db()
    assert (page.title, page.published_at) == ("New", None)


def test_a_reviewer_publishes_and_corrects_pages(client: Client) -> None:
    signed_in(client, *PAGE_WRITES, "articles.publish_page")
    today = {"published_at_0": "2020-01-01", "published_at_1": "10:00:00"}
    client.post("/admin/articles/page/add/", typed_page(**today))
    page = Page.objects.get()
    assert page.published_at.year == 2020
    seen = page.updated_at.isoformat()
    client.post(change_page(page), typed_page(title="New", _seen=seen, **today))
    page.refresh_from_db()
    assert page.title == "New"

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, FormerArticlePath, Picture
from recovery_site.models import AuditEvent
from tests.factories.accounts import make_staff, permit
from tests.factories.articles import (
    make_article,
    make_person,
    make_picture,
    make_published,
    make_topic,
)
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


@pytest.fixture(autouse=True)
def settle(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()


def signed_in(client: Client, *permissions: str) -> Client:
    client.force_login(permit(make_staff(), *permissions))
    return client


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def typed(article: Article | None = None, **fields) -> dict:
    """What a browser sends for the form."""
    values = {
        "title": article.title if article else "A new article",
        "summary": article.summary if article else "Short.",
        "body": article.body if article else "<p>Text.</p>",
        "slug": article.slug if article else "a-new-article",
        "language": "en",
        "topics": [],
        "author": article.author_id if article else make_person().pk,
        "published_at_0": "",
        "published_at_1": "",
        "expires_at_0": "",
        "expires_at_1": "",
        "reviewed_on": "",
        "revised_on": "",
    }
    if article:
        values["_seen"] = article.updated_at.isoformat()
    if article and article.published_at:
        local = timezone.localtime(article.published_at)
        values |= {"published_at_0": f"{local:%Y-%m-%d}", "published_at_1": f"{local:%H:%M:%S}"}
    for prefix in ("questions", "sources", "allowed_phrases", "former_paths"):
        values |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return values | fields


def messages(response) -> str:
    found = re.search(r'<ul class="messagelist">.*?</ul>', response.content.decode(), re.DOTALL)
    return found[0] if found else ""


def test_an_editor_adds_a_draft(editor: Client) -> None:
    topic = make_topic()
    response = editor.post(f"{LIST}add/", typed(topics=[topic.pk], body="<p onclick=x>Text.</p>"))
    assert response.status_code == 302
    article = Article.objects.get()
    assert (article.status, article.body, article.topics.get()) == ("draft", "<p>Text.</p>", topic)
    assert AuditEvent.objects.about(article).get().action == "created"
    assert article.history.latest().history_user.is_superuser


def test_a_change_is_noted_and_leaves_a_redirect(editor: Client) -> None:
    article = make_published(slug="first")
    editor.post(change(article), typed(article, slug="second"))
    assert FormerArticlePath.objects.get().path == "/articles/first/"
    assert AuditEvent.objects.about(article).last().fields == ["slug"]


def test_saving_without_a_change_does_not_make_it_newer(editor: Client) -> None:
    article = make_published(body="<h2>Part</h2><p>Text.</p>")
    editor.post(change(article), typed(article, body="<h2>Part</h2><p>Text.</p>"))
    article.refresh_from_db()
    assert article.revised_on is None


@pytest.mark.parametrize("body", ["", "<p></p>", "<script>x</script>"])
def test_a_text_without_words_is_asked_for_at_the_field(editor: Client, body: str) -> None:
    response = editor.post(f"{LIST}add/", typed(body=body))
    assert "body" in response.context["adminform"].form.errors
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    "picture",
    ['<img src="https://example.org/x.png" alt="A door">', '<img src="{own}" alt="">', "<img>"],
)
def test_a_picture_that_would_be_lost_is_named_at_the_field(editor: Client, picture: str) -> None:
    own = make_picture().files.webp_url
    body = "<p>Long typed text.</p>" + picture.replace("{own}", own)
    response = editor.post(f"{LIST}add/", typed(body=body))
    assert "library" in response.context["adminform"].form.errors["body"][0]
    assert "Long typed text." in response.content.decode()


def test_an_own_picture_is_kept(editor: Client) -> None:
    body = f'<p>x</p><figure><img src="{make_picture().files.webp_url}" alt="A door"></figure>'
    editor.post(f"{LIST}add/", typed(body=body))
    assert 'alt="A door"' in Article.objects.get().body


def test_a_failed_save_keeps_all_that_was_typed(editor: Client) -> None:
    rows = {
        "questions-TOTAL_FORMS": 1,
        "questions-0-question": "Typed question?",
        "questions-0-answer": "Typed answer.",
        "questions-0-position": 0,
        "sources-TOTAL_FORMS": 1,
        "sources-0-title": "Typed source",
        "sources-0-url": "no address",
        "sources-0-position": 0,
    }
    response = editor.post(f"{LIST}add/", typed(title="", summary="Typed summary", **rows))
    page = response.content.decode()
    for words in (
        "Typed summary",
        "Typed question?",
        "Typed answer.",
        "Typed source",
        "no address",
    ):
        assert words in page
    assert not Article.objects.exists()


def test_another_article_s_address_is_refused_at_the_field(editor: Client) -> None:
    make_article(slug="taken")
    response = editor.post(f"{LIST}add/", typed(slug="taken"))
    assert "Another article has this address." in response.content.decode()


@pytest.mark.parametrize(
    ("status", "button", "result"),
    [
        ("draft", "_submit", "in_review"),
        ("draft", "_publish", "published"),
        ("in_review", "_publish", "published"),
        ("in_review", "_return", "draft"),
        ("archived", "_return", "draft"),
        ("draft", "_archive", "archived"),
    ],
)
def test_a_button_saves_and_moves(editor: Client, status: str, button: str, result: str) -> None:
    article = make_article(status=status)
    response = editor.post(
        change(article), typed(article, title="Typed", **{button: "x"}), follow=True
    )
    article.refresh_from_db()
    assert (article.status, article.title) == (result, "Typed")
    assert "Typed" in messages(response)


def test_a_new_article_can_be_published_at_once(editor: Client) -> None:
    editor.post(f"{LIST}add/", typed(_publish="x"))
    assert Article.objects.published(at=timezone.now()).count() == 1


def test_publish_waits_for_a_time_that_is_to_come(editor: Client) -> None:
    article = make_article()
    day = timezone.localdate() + timedelta(days=3)
    when = {"published_at_0": day.isoformat(), "published_at_1": "09:00:00"}
    response = editor.post(change(article), typed(article, _publish="x", **when), follow=True)
    article.refresh_from_db()
    assert article.is_scheduled(timezone.now())
    assert "appears " in response.content.decode()


def test_a_move_that_is_refused_says_why(editor: Client) -> None:
    article = make_article()
    when = {
        "expires_at_0": "2020-01-02",
        "expires_at_1": "09:00:00",
        "published_at_0": "2020-01-01",
        "published_at_1": "09:00:00",
    }
    response = editor.post(change(article), typed(article, _publish="x", **when), follow=True)
    article.refresh_from_db()
    assert article.status == "draft"
    assert "before it appears" in messages(response).replace("&#x27;", "'")


@pytest.mark.parametrize(
    ("button", "offered"), [("_submit", True), ("_publish", False), ("_archive", False)]
)
def test_only_a_reviewer_publishes(client: Client, button: str, offered: bool) -> None:
    signed_in(client, "articles.view_article", "articles.change_article")
    article = make_article()
    assert (f'name="{button}"' in client.get(change(article)).content.decode()) is offered
    response = client.post(change(article), typed(article, **{button: "x"}))
    article.refresh_from_db()
    assert response.status_code == (302 if offered else 403)
    assert article.status == ("in_review" if offered else "draft")


def test_a_reviewer_without_the_right_to_write_gets_no_buttons(client: Client) -> None:
    signed_in(client, "articles.view_article", "articles.publish_article")
    assert 'name="_publish"' not in client.get(change(make_article())).content.decode()


def test_list_actions_move_what_can_be_moved(editor: Client) -> None:
    draft, public = make_article(), make_published()
    data = {"action": "send_to_review", "_selected_action": [draft.pk, public.pk]}
    response = editor.post(LIST, data, follow=True)
    draft.refresh_from_db(), public.refresh_from_db()
    assert (draft.status, public.status) == ("in_review", "published")
    assert "nothing was done" in messages(response)


@pytest.mark.parametrize("action", ["publish_now", "put_into_archive"])
def test_list_actions_ask_for_the_right_to_publish(client: Client, action: str) -> None:
    signed_in(client, "articles.view_article", "articles.change_article")
    article = make_article()
    client.post(LIST, {"action": action, "_selected_action": [article.pk]}, follow=True)
    article.refresh_from_db()
    assert article.status == "draft"


def test_what_an_import_set_aside_is_shown(editor: Client) -> None:
    article = make_article(imported_from="page.txt", import_notes="Set aside:\n3 Beds")
    page = editor.get(change(article)).content.decode()
    assert "3 Beds" in page
    assert "page.txt" in page
    assert "page.txt" not in editor.get(change(make_article())).content.decode()


def test_the_form_links_to_a_preview_and_to_the_public_page(editor: Client) -> None:
    draft, public = make_article(), make_published()
    page = editor.get(change(draft)).content.decode()
    preview = re.search(r'href="(/articles/preview/[^"]+)"', page)
    assert draft.title in Client().get(preview[1]).content.decode()
    assert f'href="{draft.get_absolute_url()}"' not in page
    assert f'href="{public.get_absolute_url()}"' in editor.get(change(public)).content.decode()


def test_the_editor_loads_under_the_policy(editor: Client) -> None:
    response = editor.get(change(make_article()))
    nonce = re.search(r"'nonce-([^']+)'", response.headers["Content-Security-Policy"])[1]
    page = response.content.decode()
    importmap = re.search(r"<script[^>]*importmap[^>]*>", page)[0]
    assert f'nonce="{nonce}"' in importmap
    assert "data-django-prose-editor-configurable" in page
    assert "articles/editor.js" in page


def test_versions_are_listed_and_one_can_be_brought_back(editor: Client) -> None:
    article = make_published(title="First title")
    editor.post(change(article), typed(article, title="Second title"))
    history = editor.get(f"{change(article).removesuffix('change/')}history/")
    assert "Changed: Title" in history.content.decode()
    version = article.history.get(title="First title")
    url = reverse("admin:articles_article_simple_history", args=[article.pk, version.pk])
    page = editor.get(url)
    assert "[taken out:]" in page.content.decode()
    assert "style=" not in history.content.decode() + page.content.decode()
    editor.post(url)
    article.refresh_from_db()
    assert (article.title, article.history.count()) == ("First title", 3)


def test_the_list_finds_filters_and_does_not_ask_more_for_more_rows(
    editor: Client, django_assert_num_queries
) -> None:
    topic = make_topic()
    make_article(title="About cost", topics=(topic,))
    with CaptureQueriesContext(connection) as few:
        editor.get(LIST)
    for _ in range(11):
        make_article()
    with django_assert_num_queries(len(few)):
        editor.get(LIST)
    assert "About cost" in editor.get(LIST, {"q": "cost"}).content.decode()
    assert editor.get(LIST, {"topics__id__exact": topic.pk}).context["cl"].result_count == 1
    assert editor.get(LIST, {"status__exact": "published"}).context["cl"].result_count == 0


def test_a_small_picture_is_no_cover(editor: Client) -> None:
    small = make_picture()
    Picture.objects.filter(pk=small.pk).update(width=300)
    page = editor.post(f"{LIST}add/", typed(cover=small.pk)).content.decode()
    assert "A cover has at least 480 pixels" in page
    assert not Article.objects.exists()


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(LIST).status_code == 302
    assert signed_in(client).get(LIST).status_code == 403

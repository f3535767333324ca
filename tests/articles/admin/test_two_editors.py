"""Two people have the same form open. Whoever saves later is told, and loses nothing."""

import pytest
from django.test import Client
from django.utils import timezone

from articles import actions
from articles.models import Article, ArticleQuestion
from recovery_site.models import User
from tests.articles.admin.test_article_admin import change, typed
from tests.articles.admin.test_other_admins import typed_page
from tests.factories.accounts import make_staff, permit
from tests.factories.articles import make_article, make_page
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settle(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()


@pytest.fixture
def other() -> User:
    return make_staff(name="Bo Lind")


def save_theirs(article: Article, by: User, **changes) -> Article:
    theirs = Article.objects.get(pk=article.pk)
    return actions.revise(article=theirs, by=by, at=timezone.now(), **changes)


QUESTION = {
    "questions-TOTAL_FORMS": 1,
    "questions-0-question": "My question?",
    "questions-0-answer": "My answer.",
    "questions-0-position": 0,
}


def test_the_later_save_is_refused_and_shows_both(editor: Client, other: User) -> None:
    article = make_article(body="<p>We cook on Monday.</p>")
    mine = typed(article, body="<p>We cook on Friday.</p>", **QUESTION)
    save_theirs(article, other, body="<p>They cook on Monday.</p>", title="Their title")
    page = editor.post(change(article), mine).content.decode()
    article.refresh_from_db()
    assert article.title == "Their title"
    assert not ArticleQuestion.objects.exists()
    assert "Bo Lind saved this on" in page
    for words in ("They", "Friday.", "Their", "My question?", "My answer."):
        assert words in page.partition("form-row")[0]  # in the panel above the form
    assert "&lt;p&gt;We cook on Friday.&lt;/p&gt;" in page  # and in the form, as it was typed


def test_pressing_save_again_changes_nothing(editor: Client, other: User) -> None:
    article = make_article()
    mine = typed(article, title="Mine")
    save_theirs(article, other, title="Theirs")
    first = editor.post(change(article), mine)
    assert f'name="_seen" value="{mine["_seen"]}"'.replace("+", "&#x2B;") in (
        first.content.decode().replace("+", "&#x2B;")
    )
    editor.post(change(article), mine)
    article.refresh_from_db()
    assert article.title == "Theirs"


def test_mine_can_be_saved_over_theirs(editor: Client, other: User) -> None:
    article = make_article()
    mine = typed(article, title="Mine", **QUESTION)
    theirs = save_theirs(article, other, title="Theirs")
    over = mine | {"_over": theirs.updated_at.isoformat()}
    response = editor.post(change(article), over)
    article.refresh_from_db()
    assert (article.title, article.questions.get().question) == ("Mine", "My question?")
    assert response.url == change(article)
    assert [row.title for row in article.history.order_by("pk")][1:] == ["Theirs", "Mine"]


def test_a_third_save_in_between_is_not_run_over(editor: Client, other: User) -> None:
    article = make_article()
    mine = typed(article, title="Mine")
    second = save_theirs(article, other, title="Second")
    save_theirs(article, other, title="Third")
    editor.post(change(article), mine | {"_over": second.updated_at.isoformat()})
    article.refresh_from_db()
    assert article.title == "Third"


def test_one_can_go_on_from_theirs_with_ones_own_words_in_sight(
    editor: Client, other: User
) -> None:
    article = make_article()
    mine = typed(article, title="Mine", body="<p>My long text.</p>")
    theirs = save_theirs(article, other, title="Theirs")
    response = editor.post(change(article), mine | {"_theirs": "x"})
    page = response.content.decode()
    assert 'value="Theirs"' in page
    assert "What you had typed" in page
    assert "My long text." in page
    assert response.context["seen"] == theirs.updated_at.isoformat()
    article.refresh_from_db()
    assert article.title == "Theirs"


def test_a_form_that_does_not_say_what_it_saw_is_refused(editor: Client) -> None:
    article = make_article()
    mine = typed(article, title="Mine")
    del mine["_seen"]
    editor.post(change(article), mine)
    article.refresh_from_db()
    assert article.title != "Mine"


def test_the_second_press_of_a_move_does_not_save_either(editor: Client, other: User) -> None:
    article = make_article()
    mine = typed(article, title="Mine", _publish="x")
    save_theirs(article, other, title="Theirs")
    editor.post(change(article), mine)
    article.refresh_from_db()
    assert (article.title, article.status) == ("Theirs", "draft")


def test_pages_are_guarded_too(editor: Client) -> None:
    page = make_page(title="Theirs")
    url = f"/admin/articles/page/{page.pk}/change/"
    response = editor.post(url, typed_page(title="Mine", _seen="2020-01-01T00:00:00+00:00"))
    page.refresh_from_db()
    assert page.title == "Theirs"
    assert "while you were writing" in response.content.decode()


def test_markup_in_what_was_typed_is_shown_as_text(editor: Client, other: User) -> None:
    article = make_article()
    mine = typed(article, title="<script>alert(1)</script>")
    save_theirs(article, other, title="Theirs")
    page = editor.post(change(article), mine).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_saved_draft_may_be_forgotten_by_the_browser(editor: Client) -> None:
    article = make_article()
    name = f"articles.article:{article.pk}"
    assert f'name="_draft" value="{name}"' in editor.get(change(article)).content.decode()
    refused = editor.post(change(article), typed(article, title="", _draft=name))
    assert "saved_draft" not in refused.cookies
    saved = editor.post(change(article), typed(article, _draft=name))
    assert saved.cookies["saved_draft"].value == name
    assert saved.cookies["saved_draft"]["path"] == "/admin/"


@pytest.mark.parametrize("name", ["", "a b", "x" * 121, "a;b", "a\r\nb"])
def test_a_strange_name_of_a_draft_is_not_repeated(editor: Client, name: str) -> None:
    article = make_article()
    saved = editor.post(change(article), typed(article, _draft=name))
    assert saved.status_code == 302
    assert "saved_draft" not in saved.cookies


def test_who_may_only_look_keeps_no_draft(client: Client) -> None:
    client.force_login(permit(make_staff(), "articles.view_article"))
    page = client.get(change(make_article())).content.decode()
    assert "_draft" not in page
    assert "_seen" not in page

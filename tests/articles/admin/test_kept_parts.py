"""Questions and sources of an article, and topics, have versions as the words have."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import actions
from articles.models import Article, ForbiddenClaim, FormerPath, Topic
from tests.articles.admin.test_article_admin import change, typed
from tests.articles.admin.test_versions import history
from tests.factories.accounts import make_staff
from tests.factories.articles import NOON, make_article, make_page, make_published, make_topic
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db
BOOK = {"title": "A book", "publisher": "", "url": "", "accessed_on": "2024-01-02"}


@pytest.fixture(autouse=True)
def settle(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()


def asks(article: Article, *pairs: tuple[str, str]) -> None:
    """A save of the article that leaves these questions."""
    actions.revise(article=article, by=None, at=NOON, title=f"{article.title}+")
    rows = [{"question": question, "answer": answer} for question, answer in pairs]
    actions.replace_parts(article=article, questions=rows)


def shown(client: Client, article: Article, version, part: str) -> list[list[tuple[str, str]]]:
    """What a version changed, or what changed since, in questions and sources."""
    found = client.get(history(article, version)).context[part]
    kept = [each for each in found if each.label in {"Questions and answers", "Sources"}]
    return [
        [(part.kind, part.text.strip()) for part in line] for each in kept for line in each.lines
    ]


def versions(article: Article) -> list:
    return list(article.history.order_by("history_id"))


def test_a_version_shows_what_it_changed_in_questions(editor: Client) -> None:
    article = make_article()
    asks(article, ("Who cooks?", "We do."))
    asks(article, ("Who cooks?", "You do."))
    first, second, third = versions(article)
    assert shown(editor, article, first, "changes") == []
    assert shown(editor, article, second, "changes") == [
        [("added", "Who cooks?")], [("added", "We do.")],
    ]  # fmt: skip
    assert [("removed", "We"), ("added", "You"), ("same", "do.")] in shown(
        editor, article, third, "changes"
    )
    assert shown(editor, article, third, "since") == []


def test_a_version_brings_questions_and_sources_back(editor: Client) -> None:
    article = make_published()
    asks(article, ("Who cooks?", "We do."))
    actions.replace_parts(article=article, sources=[BOOK])
    asks(article)
    actions.replace_parts(article=article, sources=[])
    editor.post(history(article, versions(article)[1]))
    assert article.questions.values_list("question", "answer").get() == ("Who cooks?", "We do.")
    source = article.sources.get()
    assert (source.title, source.accessed_on.isoformat()) == ("A book", "2024-01-02")
    assert shown(editor, article, versions(article)[-1], "since") == []


def test_a_version_from_before_they_were_kept_leaves_them(editor: Client) -> None:
    article = make_article()
    article.history.update(questions=None, sources=None)
    asks(article, ("Who cooks?", "We do."))
    assert shown(editor, article, versions(article)[0], "since") == []
    editor.post(history(article, versions(article)[0]))
    assert article.questions.count() == 1


def test_a_question_that_claims_too_much_does_not_come_back(editor: Client) -> None:
    ForbiddenClaim.objects.get_or_create(phrase="guarantee", defaults={"why": "Nobody can."})
    article = make_article(title="Old")
    asks(article, ("Does it work?", "Guaranteed."))
    asks(article)
    actions.publish(article=article, by=None, at=NOON)
    page = editor.post(history(article, versions(article)[1]), follow=True).content.decode()
    article.refresh_from_db()
    assert "may not be claimed" in page
    assert (article.title, article.questions.count()) == ("Old++", 0)


def test_the_form_keeps_them_with_the_version_that_it_makes(editor: Client) -> None:
    article = make_article()
    rows = {
        "questions-TOTAL_FORMS": "1",
        "questions-0-question": "Who cooks?",
        "questions-0-answer": "We do.",
        "questions-0-position": "0",
    }
    editor.post(change(article), typed(article, **rows))
    latest = versions(article)[-1]
    assert latest.questions == [{"question": "Who cooks?", "answer": "We do."}]
    assert latest.sources == []
    listed = editor.get(history(article)).context["page_obj"]
    assert [row.changed for row in listed] == [["Questions and answers"], []]


def test_a_long_history_of_questions_asks_no_more(
    editor: Client, django_assert_num_queries
) -> None:
    article = make_article()
    asks(article, ("Who cooks?", "0"))
    with CaptureQueriesContext(connection) as few:
        editor.get(history(article))
    for number in range(11):
        asks(article, ("Who cooks?", str(number)))
    with django_assert_num_queries(len(few)):
        editor.get(history(article))


def test_a_topic_comes_back_and_its_address_leads_on(editor: Client, client: Client) -> None:
    topic = make_topic("Cost", slug="cost", intro="What it costs.")
    url = f"/admin/articles/topic/{topic.pk}/change/"
    sent = {"name": "Money", "slug": "money", "language": "en", "intro": "Other words."}
    editor.post(url, sent | {"_seen": topic.updated_at.isoformat()})
    first = topic.history.earliest("history_id")
    page = editor.get(history(topic, first)).content.decode()
    assert "What it costs." in page
    editor.post(history(topic, first))
    topic.refresh_from_db()
    assert (topic.name, topic.intro, topic.slug) == ("Cost", "What it costs.", "money")
    make_published(topics=(topic,))
    response = client.get("/articles/topics/cost/")
    assert (response.status_code, response.headers["Location"]) == (301, "/articles/topics/money/")


def test_two_editors_of_a_topic_are_told(editor: Client) -> None:
    topic = make_topic("Cost", slug="cost")
    sent = {"name": "Mine", "slug": "cost", "language": "en", "intro": "", "_seen": "long ago"}
    page = editor.post(f"/admin/articles/topic/{topic.pk}/change/", sent).content.decode()
    assert "Somebody else saved this" in page
    assert Topic.objects.get().name == "Cost"


def test_a_page_that_moves_leads_on(client: Client) -> None:
    page = make_page(slug="about-us")
    actions.save_page(page=page, by=None, at=timezone.now(), slug="about")
    assert client.get("/about-us/").headers["Location"] == "/about/"
    actions.save_page(page=page, by=None, at=timezone.now(), slug="about-us")
    assert list(FormerPath.objects.values_list("path", flat=True)) == ["/about/"]


def test_what_was_there_before_has_a_first_version() -> None:
    migration = import_module("articles.migrations.0009_first_versions_and_reviewers")
    topic, article = make_topic("Cost"), make_article()
    actions.replace_parts(article=article, sources=[BOOK])
    topic.history.all().delete()
    article.history.update(questions=None, sources=None)
    for function in (migration.note_topics, migration.note_topics, migration.note_parts):
        function(apps, None)
    assert topic.history.get().name == "Cost"
    assert article.history.get().sources == [BOOK]


def test_who_published_articles_may_publish_pages() -> None:
    migration = import_module("articles.migrations.0009_first_versions_and_reviewers")
    group, user = Group.objects.create(name="Reviewers"), make_staff()
    article = Permission.objects.get(codename="publish_article")
    group.permissions.add(article)
    user.user_permissions.add(article)
    migration.let_reviewers_publish_pages(apps, None)
    assert group.permissions.filter(codename="publish_page").exists()
    assert user.user_permissions.filter(codename="publish_page").exists()

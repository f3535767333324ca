import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import ProtectedError

from articles import actions
from articles.models import Article, ArticleQuestion, FormerArticlePath, Page, Picture
from recovery_site.models import AuditEvent
from recovery_site.outbox import deliver_next
from tests.factories.accounts import make_staff
from tests.factories.articles import (
    EARLIER,
    NOON,
    make_article,
    make_page,
    make_picture,
    make_published,
    make_topic,
    picture_bytes,
)

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def events(thing) -> list[tuple[str, list[str]]]:
    return [(event.action, event.fields) for event in AuditEvent.objects.about(thing)]


def paths() -> dict[str, str]:
    return {former.path: former.article.slug for former in FormerArticlePath.objects.all()}


def test_a_new_article_is_a_draft_and_is_noted() -> None:
    article = make_article(topics=(make_topic("Cost"),))
    assert (article.status, article.topics.get().name) == ("draft", "Cost")
    assert events(article) == [("created", [])]


def test_a_revision_notes_only_what_changed_and_who_did_it() -> None:
    article, user = make_published(), make_staff()
    actions.revise(article=article, by=user, at=NOON, title="New", summary=article.summary)
    assert events(article)[1:] == [("revised", ["title"])]
    assert AuditEvent.objects.last().actor == user


def test_updated_on_moves_when_readers_see_something_else() -> None:
    article = make_published(revised_on=EARLIER.date())
    actions.revise(article=article, by=None, at=NOON, body="<p>Other.</p>")
    assert Article.objects.get().revised_on == TODAY


@pytest.mark.parametrize("change", [{"body": "<p  >One sentence.</p >"}, {"cover": None}, {}])
def test_updated_on_stays_when_they_do_not(change: dict) -> None:
    article = make_published(revised_on=EARLIER.date())
    actions.revise(article=article, by=None, at=NOON, **change)
    assert Article.objects.get().revised_on == EARLIER.date()


def test_updated_on_that_an_editor_sets_is_kept() -> None:
    article = make_published()
    actions.revise(article=article, by=None, at=NOON, title="New", revised_on=EARLIER.date())
    assert Article.objects.get().revised_on == EARLIER.date()


def test_a_draft_is_not_updated_for_anybody() -> None:
    article = make_article()
    actions.revise(article=article, by=None, at=NOON, title="New")
    assert Article.objects.get().revised_on is None


def test_topics_are_revised_too() -> None:
    article, topic = make_article(), make_topic()
    actions.revise(article=article, by=None, at=NOON, topics=[topic])
    assert list(article.topics.all()) == [topic]
    assert events(article)[-1] == ("revised", ["topics"])


def test_a_former_address_leads_to_the_article() -> None:
    article = make_published(slug="first")
    actions.revise(article=article, slug="second", by=None, at=NOON)
    assert paths() == {"/articles/first/": "second"}


def test_all_former_addresses_lead_to_the_article_itself() -> None:
    article = make_published(slug="first")
    for slug in ("second", "third"):
        actions.revise(article=article, slug=slug, by=None, at=NOON)
    assert paths() == {"/articles/first/": "third", "/articles/second/": "third"}


def test_an_address_that_comes_back_is_no_redirect_any_more() -> None:
    article = make_published(slug="first")
    for slug in ("second", "first"):
        actions.revise(article=article, slug=slug, by=None, at=NOON)
    assert paths() == {"/articles/second/": "first"}


def test_another_article_may_take_a_former_address() -> None:
    actions.revise(article=make_published(slug="first"), slug="second", by=None, at=NOON)
    make_article(slug="first")
    assert paths() == {}


def test_a_form_may_have_put_the_changes_into_the_article_already() -> None:
    article = make_published(slug="first")
    article.slug = "second"
    actions.revise(article=article, by=None, at=NOON, slug="second")
    assert paths() == {"/articles/first/": "second"}


def test_the_life_of_an_article() -> None:
    article = make_article()
    actions.submit(article=article, by=None, at=NOON)
    actions.publish(article=article, by=None, at=NOON)
    assert article.is_public(NOON)
    assert (article.published_at, article.revised_on) == (NOON, TODAY)
    actions.archive(article=article, by=None, at=NOON)
    assert not article.is_public(NOON)
    actions.return_to_draft(article=article, by=None, at=NOON)
    assert (article.status, article.published_at) == ("draft", None)
    assert [action for action, _fields in events(article)] == [
        "created",
        "submitted",
        "published",
        "archived",
        "returned",
    ]


def test_publishing_for_a_time_to_come_schedules() -> None:
    article = make_article()
    later = NOON + timedelta(days=1)
    actions.publish(article=article, by=None, at=NOON, from_=later)
    assert article.is_scheduled(NOON)
    assert article.is_public(later)
    actions.publish(article=article, by=None, at=NOON)
    assert article.is_public(NOON)


def test_moves_that_make_no_sense_are_refused() -> None:
    draft, public = make_article(), make_published()
    empty = make_article(body="<p></p>")
    gone = make_article(status="archived")
    ended = make_article(expires_at=EARLIER, published_at=EARLIER - timedelta(days=1))
    for action, article in [
        (actions.return_to_draft, draft),
        (actions.submit, public),
        (actions.publish, public),
        (actions.publish, empty),
        (actions.archive, gone),
        (actions.publish, ended),
    ]:
        before = Article.objects.filter(pk=article.pk).values().get()
        with pytest.raises(ValidationError):
            action(article=article, by=None, at=NOON)
        assert Article.objects.filter(pk=article.pk).values().get() == before


def test_every_version_is_kept_with_its_topics() -> None:
    article = make_article(title="One")
    actions.revise(article=article, by=None, at=NOON, title="Two", topics=[make_topic()])
    assert {version.title for version in article.history.all()} == {"One", "Two"}
    assert article.history.latest().topics.count() == 1


def test_a_page_is_saved_and_dated_when_its_content_changes() -> None:
    page = make_page(revised_on=EARLIER.date())
    actions.save_page(page=page, by=None, at=NOON, slug="other", body=page.body)
    assert Page.objects.get().revised_on == EARLIER.date()
    actions.save_page(page=page, by=None, at=NOON, body="<p>New.</p>")
    assert Page.objects.get().revised_on == TODAY
    assert events(page) == [("revised", ["slug"]), ("revised", ["body"])]


@pytest.fixture
def on_commit(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def files_of(picture: Picture) -> bool:
    return default_storage.exists(picture.files.path(640, "webp"))


def test_a_picture_is_drawn_for_the_public_and_its_original_kept() -> None:
    picture = make_picture()
    assert (picture.width, picture.height) == (640, 480)
    assert files_of(picture)
    assert picture.original.storage.exists(picture.original.name)


def test_a_file_that_is_no_picture_leaves_nothing_behind() -> None:
    with pytest.raises(ValidationError):
        actions.add_picture(picture=Picture(title="x", alt="x"), upload=io.BytesIO(b"words"))
    assert not Picture.objects.exists()


def forget_former_pictures() -> None:
    while deliver_next(clock=lambda: NOON + timedelta(days=1)):
        pass


def test_another_picture_takes_the_place_and_the_old_files_go_in_a_day(on_commit) -> None:
    picture = make_picture()
    before = Picture.objects.get()
    with on_commit(execute=True):
        actions.replace_picture(picture=picture, upload=picture_bytes((800, 600)), at=NOON)
    assert Picture.objects.get().width == 800
    assert files_of(before)
    forget_former_pictures()
    assert files_of(picture)
    assert not files_of(before)
    assert not before.original.storage.exists(before.original.name)


def test_files_that_an_article_shows_stay(on_commit) -> None:
    picture = make_picture()
    before = Picture.objects.get()
    make_article(body=f'<img src="{picture.files.webp_url}" alt="A door">')
    with on_commit(execute=True):
        actions.replace_picture(picture=picture, upload=picture_bytes((800, 600)), at=NOON)
    forget_former_pictures()
    assert files_of(before)


def test_a_removed_picture_takes_its_files_along(on_commit) -> None:
    picture = make_picture()
    before = Picture.objects.get()
    with on_commit(execute=True):
        actions.remove_picture(picture=picture)
    assert not files_of(before)
    assert not before.original.storage.exists(before.original.name)


def test_the_cover_of_an_article_can_not_be_removed() -> None:
    picture = make_picture()
    make_article(cover=picture)
    with pytest.raises(ProtectedError):
        actions.remove_picture(picture=picture)
    assert files_of(picture)


def test_questions_keep_what_was_typed() -> None:
    article = make_article()
    ArticleQuestion.objects.create(article=article, question="Is 2 < 3?", answer="Yes & no.")
    assert article.questions.get().answer == "Yes & no."

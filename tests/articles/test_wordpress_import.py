"""A WordPress export becomes articles, pages, topics, authors and pictures; once."""

import pytest

from articles import actions
from articles.choices import ImportState
from articles.models import Article, FormerPath, ImportRun, Page, Person, Picture, Topic
from tests.articles import wxr
from tests.articles.importing import brought, checked, item_of, outcomes
from tests.factories.articles import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def blog(**changes) -> bytes:
    door = f"{wxr.SITE}/wp-content/uploads/2019/05/door-300x200.jpg"
    text = (
        "First words here.\n\nSecond words, and "
        f'<a href="http://www.old.example/2019/05/about-us/">a link</a>.\n\n'
        f'<img class="wp-image-30" src="{door}" alt="">'
    )
    return wxr.export(
        wxr.author("ana", "Ana Ruiz"),
        wxr.category("moving-in", "Moving in"),
        wxr.tag("news", "News"),
        wxr.item(
            10,
            changes.get("title", "How it begins"),
            changes.get("content", text),
            post_name="how-it-begins",
            terms=[("category", "moving-in", "Moving in"), ("post_tag", "news", "News")],
            meta=[("_thumbnail_id", "30")],
            comments=2,
        ),
        wxr.item(20, "About us", "<p>We are here.</p>", kind="page", post_name="about-us"),
        wxr.attachment(30, "2019/05/door.jpg", post_parent="10"),
        wxr.item(40, "Home", kind="nav_menu_item"),
    )


def test_a_blog_is_all_here() -> None:
    run = brought(blog(), uploads=wxr.uploads_zip("2019/05/door.jpg"))
    assert run.state == ImportState.DONE
    assert outcomes(run) == {
        "author ana": "made",
        "category moving-in": "made",
        "post_tag news": "made",
        "post 10": "made",
        "page 20": "made",
        "attachment 30": "made",
        "nav_menu_item 40": "skipped",
    }
    article, page, picture = Article.objects.get(), Page.objects.get(), Picture.objects.get()
    assert (article.slug, article.status, article.cover) == ("how-it-begins", "published", picture)
    assert article.published_at.isoformat() == "2019-05-04T08:30:00+00:00"
    assert article.author == Person.objects.get(name="Ana Ruiz")
    assert {topic.slug for topic in article.topics.all()} == {"moving-in", "news"}
    assert article.summary == "First words here."
    assert f'<a href="{page.get_absolute_url()}">a link</a>' in article.body
    assert (
        f'<img src="{picture.files.webp_url}" alt="A door" width="640" height="480">'
        in article.body
    )
    assert page.published_at is not None


def test_a_second_run_adds_nothing() -> None:
    uploads = wxr.uploads_zip("2019/05/door.jpg")
    brought(blog(), uploads=uploads)
    models = (Article, Article.history.model, Page, Person, Picture, Topic, FormerPath)
    before = [list(model._default_manager.order_by("pk").values()) for model in models]
    run = brought(blog(), uploads=uploads)
    assert set(outcomes(run).values()) == {"unchanged", "skipped"}
    assert [list(model._default_manager.order_by("pk").values()) for model in models] == before


def test_what_changed_in_the_blog_changes_here() -> None:
    brought(blog())
    run = brought(blog(title="Another title"))
    assert item_of(run, "post", 10).outcome == "updated"
    assert Article.objects.get().title == "Another title"


def test_what_an_editor_changed_is_left_alone_and_said() -> None:
    brought(blog())
    actions.revise(article=Article.objects.get(), by=None, at=NOON, title="Ours")
    item = item_of(brought(blog(title="Theirs")), "post", 10)
    assert (item.outcome, Article.objects.get().title) == ("skipped", "Ours")
    assert "changed here" in item.reason
    brought(blog(title="Theirs"), takes_over=True)
    assert Article.objects.get().title == "Theirs"


def test_what_was_deleted_here_stays_away() -> None:
    brought(blog())
    Article.objects.all().delete()
    item = item_of(brought(blog()), "post", 10)
    assert (item.outcome, Article.objects.count()) == ("skipped", 0)
    assert "deleted here" in item.reason


def test_pictures_that_come_later_are_put_in() -> None:
    brought(blog())
    assert "<img" not in Article.objects.get().body
    uploads = wxr.uploads_zip("2019/05/door.jpg")
    assert item_of(brought(blog(), uploads=uploads), "post", 10).outcome == "updated"
    assert "<img" in Article.objects.get().body
    assert item_of(brought(blog(), uploads=uploads), "post", 10).outcome == "unchanged"


def test_old_addresses_lead_on(client) -> None:
    brought(blog(), uploads=wxr.uploads_zip("2019/05/door.jpg"))
    article, page = Article.objects.get(), Page.objects.get()
    topic = Topic.objects.get(slug="moving-in")
    for old, new in [
        ("/2019/05/how-it-begins/", article),
        ("/2019/05/how-it-begins", article),
        ("/?p=10", article),
        ("/2019/05/about-us/", page),
        ("/?page_id=20", page),
        ("/2019/05/post-30/", article),
        ("/?attachment_id=30", article),
        ("/category/moving-in/", topic),
    ]:
        response = client.get(old)
        assert (old, response.status_code) == (old, 301)
        assert response.headers["Location"] == new.get_absolute_url()


def test_the_report_explains_every_item() -> None:
    run = brought(blog())
    assert run.items.count() == 7
    assert not run.items.filter(outcome="").exists()
    assert not run.items.filter(outcome__in=["skipped", "failed"], reason="").exists()
    assert item_of(run, "post", 10).comments == 2
    assert "Comments left out: 2" in item_of(run, "post", 10).notes


def test_a_check_changes_nothing() -> None:
    run = checked(blog())
    assert outcomes(run, "plan")["post 10"] == "made"
    assert ImportRun.objects.get().state == ImportState.CHECKED
    assert not Article.objects.exists()
    assert not Person.objects.exists()

"""A blog with something of everything: what each of its items becomes."""

import pytest

from articles.models import Article, FormerArticlePath, ImportItem, Page, Person, Picture
from tests.articles import blog, wxr
from tests.articles.importing import brought, checked, item_of, outcomes
from tests.articles.well_formed import faults
from tests.factories.accounts import make_staff, permit
from tests.factories.articles import NOON, make_page, make_person

pytestmark = pytest.mark.django_db
PICTURES = ("2019/05/door.jpg", "2019/06/porch.jpg")


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def of(run, number: int):
    return item_of(run, "post", number).origin.article


def test_statuses_dates_and_doubles() -> None:
    run = brought(blog.everything(), uploads=wxr.uploads_zip(*PICTURES))
    states = {number: of(run, number).status for number in range(1, 13)}
    drafts = dict.fromkeys((4, 8, 10, 11), "draft")
    assert states == dict.fromkeys(range(1, 13), "published") | drafts | {9: "in_review"}
    assert of(run, 7).is_scheduled(NOON)
    assert of(run, 6).published_at.year == 1970
    assert (of(run, 12).slug, of(run, 14).slug) == ("same", "uberall")
    assert item_of(run, "page", 21).origin.page.slug == "houses-2"
    assert Picture.objects.count() == 2
    assert [each.reason for each in run.items.filter(kind="post", key="13")][1] != ""
    assert not run.items.filter(outcome="failed").exists()


def test_every_item_is_explained_and_every_body_well_formed() -> None:
    run = brought(blog.everything(), uploads=wxr.uploads_zip(*PICTURES))
    assert not run.items.filter(outcome="").exists()
    assert not run.items.exclude(outcome__in=["made", "unchanged"]).filter(reason="").exists()
    bodies = [
        *Article.objects.values_list("title", "body"),
        *Page.objects.values_list("title", "body"),
    ]
    assert {title: faults(body) for title, body in bodies if faults(body)} == {}
    plans = ImportItem.objects.values_list("plan", flat=True).order_by("position")
    assert list(plans) == list(run.items.values_list("outcome", flat=True).order_by("position"))


def test_no_address_of_a_mailbox_is_kept() -> None:
    brought(blog.everything())
    kept = [str(row) for model in (Person, ImportItem) for row in model.objects.values()]
    assert "@" not in " ".join(kept)


def test_the_same_number_with_other_settings() -> None:
    run = checked(blog.everything(), with_pages=False, with_drafts=False, with_tags=False)
    plan = outcomes(run, "plan")
    for name in ("page 20", "post 8", "post 9", "post 10", "post_tag news"):
        assert (name, plan[name]) == (name, "skipped")
    assert plan["category moving-in"] == "made"


def test_one_person_may_sign_everything() -> None:
    person = make_person()
    run = brought(blog.everything(), author=person)
    assert item_of(run, "author", "ana").outcome == "skipped"
    assert set(Article.objects.values_list("author", flat=True)) == {person.pk}


def test_authors_may_be_people_who_are_here() -> None:
    person = make_person()
    run = brought(wxr.export(wxr.author("ana", "Ana"), wxr.item(1)), authors={"ana": person.pk})
    assert (of(run, 1).author, Person.objects.count()) == (person, 1)


def test_who_may_not_publish_brings_drafts() -> None:
    staff = permit(make_staff(), "articles.change_article")
    run = brought(wxr.export(wxr.item(1), wxr.item(2, content="x", kind="page")), by=staff)
    assert of(run, 1).status == "draft"
    assert Page.objects.get().published_at is None
    assert "may not publish" in item_of(run, "post", 1).notes
    publisher = permit(staff, "articles.publish_article")
    both = wxr.export(wxr.item(5, "B", "x"), wxr.item(6, "C", content="x", kind="page"))
    assert of(brought(both, by=publisher), 5).status == "published"
    assert Page.objects.get(title="C").published_at is None
    publisher = permit(make_staff(), "articles.publish_page")
    page = brought(wxr.export(wxr.item(7, "D", "x", kind="page")), by=publisher)
    assert item_of(page, "page", 7).origin.page.published_at is not None


def test_what_claims_too_much_comes_in_as_a_draft() -> None:
    claim = "<p>We guarantee that it works.</p>"
    run = brought(wxr.export(wxr.item(1, "A", claim), wxr.item(2, "B", claim, kind="page")))
    article = of(run, 1)
    assert (article.status, article.published_at) == ("draft", None)
    assert Page.objects.get().published_at is None
    for kind, number in (("post", 1), ("page", 2)):
        item = item_of(run, kind, number)
        assert item.outcome == "made"
        assert "guarantee" in item.notes
        assert "as a draft" in item.notes


def test_an_old_address_never_hides_a_page_of_this_site(client) -> None:
    make_page(slug="about", title="Ours")
    run = brought(
        wxr.export(
            wxr.item(1, link=f"{wxr.SITE}/about/"), wxr.item(2, link=f"{wxr.SITE}/articles/")
        )
    )
    assert "Ours" in client.get("/about/").content.decode()
    assert not FormerArticlePath.objects.filter(path__in=["/about/", "/articles/"]).exists()
    assert "this site’s own" in item_of(run, "post", 1).notes


def test_a_picture_that_belongs_to_nothing_is_gone_for_good(client) -> None:
    brought(wxr.export(wxr.attachment(9, "2019/05/door.jpg")))
    assert client.get("/2019/05/post-9/").status_code == 410
    assert client.post("/2019/05/post-9/").status_code == 404
    assert client.get("/2019/05/post-8/").status_code == 404


def test_what_is_hidden_leads_nowhere(client) -> None:
    brought(
        wxr.export(
            wxr.item(1, content="x", status="draft"), wxr.item(2, kind="page", status="draft")
        )
    )
    assert client.get("/2019/05/post-1/").status_code == 404
    assert client.get("/2019/05/post-2/").status_code == 404
    assert client.get("/?p=1").status_code == 200


def test_damage_is_in_the_report_and_the_rest_is_here() -> None:
    run = brought(
        wxr.export(wxr.item(1, content="x"), "<item><title>Bad</item>\n", wxr.item(2, "B"))
    )
    assert outcomes(run) == {"post 1": "made", "damage": "failed", "post 2": "made"}
    assert "line 9" in run.items.get(kind="damage").reason


def test_an_item_that_can_not_be_stored_fails_alone() -> None:
    bad = wxr.uploads_zip("2019/05/door.jpg", **{"uploads/2019/05/bad.jpg": b"no picture"})
    content = wxr.export(
        wxr.attachment(8, "2019/05/bad.jpg"), wxr.attachment(9, "2019/05/door.jpg")
    )
    run = brought(content, uploads=bad)
    assert outcomes(run) == {"attachment 8": "failed", "attachment 9": "made"}
    assert "not a picture" in item_of(run, "attachment", 8).reason


@pytest.mark.parametrize(
    "content", [b"<rss><channel></channel></rss>", b"<html></html>", b"x", b"<rss"]
)
def test_what_is_no_export_is_refused(content: bytes) -> None:
    run = checked(content)
    assert run.state == "refused"
    assert run.remarks

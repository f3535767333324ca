"""Bringing a WordPress blog in, in the back office."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions import wordpress
from articles.choices import ImportState
from articles.models import Article, ImportRun
from recovery_site.outbox import deliver_next
from tests.articles import wxr
from tests.articles.importing import brought, checked, never
from tests.factories.accounts import make_staff, permit
from tests.factories.articles import make_person
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db
RUNS = "/admin/articles/importrun/"


@pytest.fixture(autouse=True)
def surroundings(client: Client, settings, tmp_path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()
    client.force_login(make_staff(is_superuser=True))


def blog(posts: int = 1) -> bytes:
    items = (wxr.item(number, f"=Post {number}", "Text.") for number in range(1, posts + 1))
    return wxr.export(wxr.author("ana", "Ana"), *items, wxr.item(99, "Menu", kind="nav_menu_item"))


def sent(client: Client, content: bytes, **fields):
    source = SimpleUploadedFile("blog.xml", content)
    data = {"source": source, "language": "en", "with_pages": "on", "with_drafts": "on"} | fields
    return client.post(f"{RUNS}add/", data)


def page_of(client: Client, run: ImportRun, query: str = "") -> str:
    response = client.get(f"{RUNS}{run.pk}/change/{query}")
    assert response.status_code == 200
    return response.content.decode()


def deliver_all() -> None:
    while deliver_next():
        pass


def test_from_the_upload_to_the_report(client: Client) -> None:
    zipped = SimpleUploadedFile("u.zip", wxr.uploads_zip("2019/05/door.jpg").getvalue())
    response = sent(client, blog(), uploads=zipped)
    run = ImportRun.objects.get()
    assert response.headers["Location"] == f"{RUNS}{run.pk}/change/"
    assert "<progress" in page_of(client, run)
    deliver_all()
    looked_at = page_of(client, run)
    assert "What would happen" in looked_at
    assert "A menu: the site has its own." in looked_at
    assert not Article.objects.exists()
    assert client.post(f"{RUNS}{run.pk}/start/").status_code == 302
    assert "Stop" in page_of(client, run)
    deliver_all()
    article = Article.objects.get()
    assert f"/admin/articles/article/{article.pk}/change/" in page_of(client, run)


def test_a_filter_shows_only_what_it_says(client: Client) -> None:
    run = brought(blog())
    assert "Menu" not in page_of(client, run, "?show=made")
    assert "Menu" in page_of(client, run, "?show=skipped")
    assert "Menu" in page_of(client, run, "?show=odd&page=99999")


def test_the_table_holds_every_item_and_no_formula(client: Client) -> None:
    run = brought(blog(3))
    response = client.get(f"{RUNS}{run.pk}/table/")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert len(lines) == 1 + 5
    assert any(",'=Post 1," in line for line in lines)


def test_authors_are_matched_before_the_start(client: Client) -> None:
    person = make_person("Ana")
    run = checked(blog(), at=timezone.now())
    page = page_of(client, run)
    assert f'<option value="{person.pk}" selected>Ana</option>' in page
    response = client.post(f"{RUNS}{run.pk}/start/", {"author-ana": "999"})
    assert response.status_code == 422
    client.post(f"{RUNS}{run.pk}/start/", {"author-ana": person.pk})
    deliver_all()
    assert Article.objects.get().author == person


def test_stopping_and_going_on(client: Client) -> None:
    run = checked(blog(), at=timezone.now())
    client.post(f"{RUNS}{run.pk}/start/")
    client.post(f"{RUNS}{run.pk}/stop/")
    run.refresh_from_db()
    assert run.state == ImportState.STOPPED
    assert "Go on" in page_of(client, run)
    client.post(f"{RUNS}{run.pk}/start/")
    deliver_all()
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"source": ""}, "This field is required"),
        ({"source": SimpleUploadedFile("a.xml", b"")}, "empty"),
        ({"uploads": SimpleUploadedFile("a.zip", b"no zip")}, "not a zip archive"),
        ({"language": "xx"}, "Select a valid choice"),
    ],
)
def test_what_can_not_be_used_is_said_beside_the_field(client: Client, fields, said: str) -> None:
    response = sent(client, blog(), **fields)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not ImportRun.objects.exists()


def test_a_bomb_is_refused_on_its_page(client: Client) -> None:
    sent(client, blog().replace(b"<rss", b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss"))
    deliver_all()
    page = page_of(client, ImportRun.objects.get())
    assert "Refused" in page
    assert "document type" in page


def test_a_get_starts_nothing(client: Client) -> None:
    run = checked(blog(), at=timezone.now())
    for name in ("start", "stop"):
        assert client.get(f"{RUNS}{run.pk}/{name}/").status_code == 405
        assert client.post(f"{RUNS}999/{name}/").status_code == 404
    assert client.post(f"{RUNS}{run.pk}/change/").status_code == 405
    assert client.post(f"{RUNS}{run.pk}/stop/").status_code == 302
    run.refresh_from_db()
    assert run.state == ImportState.CHECKED


def test_only_who_may_is_let_in(client: Client) -> None:
    run = checked(blog(), at=timezone.now())
    staff = make_staff()
    client.force_login(staff)
    pages = [f"{RUNS}add/", f"{RUNS}{run.pk}/change/", f"{RUNS}{run.pk}/table/"]
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]
    client.force_login(permit(staff, "articles.view_importrun"))
    assert [client.get(page).status_code for page in pages] == [403, 200, 200]
    assert client.post(f"{RUNS}{run.pk}/start/").status_code == 403
    client.force_login(permit(staff, "articles.add_importrun"))
    assert "may not publish" in client.get(f"{RUNS}add/").content.decode()


def test_removing_the_report_leaves_what_it_brought(client: Client) -> None:
    run = brought(blog())
    page = client.get(f"{RUNS}{run.pk}/delete/")
    assert page.status_code == 200
    assert client.post(f"{RUNS}{run.pk}/delete/", {"post": "yes"}).status_code == 302
    assert (ImportRun.objects.count(), Article.objects.count()) == (0, 1)
    assert client.get(f"{RUNS}{run.pk}/change/").status_code == 404


def test_the_page_asks_as_much_for_one_item_as_for_twelve(client: Client) -> None:
    counts = []
    for posts in (1, 12):
        run = brought(blog(posts))
        with CaptureQueriesContext(connection) as queries:
            page_of(client, run)
            client.get(RUNS)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_worker_waits_for_nobody(monkeypatch) -> None:
    monkeypatch.setattr("articles.actions.wordpress.runs.SECONDS_A_STEP", 0)
    run = checked(blog(3), at=timezone.now())
    wordpress.start(run=run, by=None, at=timezone.now())
    wordpress.plan_step(run=run, at=timezone.now())
    deliver_next()
    assert run.items.exclude(outcome="").count() == 1
    wordpress.work(run=ImportRun.objects.get(), at=timezone.now(), enough=never)

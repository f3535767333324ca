"""Texts in files come in by the steps of a WordPress blog: looked at, brought, reported."""

import io
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.test import Client

from articles import actions
from articles.actions import wordpress
from articles.html import clean
from articles.imports import bundle
from articles.models import Article, FormerArticlePath, ImportRun, Origin, Picture
from tests.articles.importing import never
from tests.articles.well_formed import faults
from tests.factories.accounts import make_staff, permit
from tests.factories.articles import NOON, make_person, picture_bytes
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db
HTML = """<html><head><title>By hand | Old site</title>
<link rel="canonical" href="https://old.example/by-hand/"></head>
<body><nav>Menu</nav><article><h1>By hand</h1><p>Text.</p><img src="../img/door.jpg" alt="A door">
<img src="https://elsewhere.example/x.jpg" alt="Theirs"><table></table></article></body></html>"""
MARKDOWN = """+++
title = "In Markdown"
former = ["/2019/05/old/", "/blog/old/"]
+++
![A small door](img/small.png) ![](img/door.jpg)

Text.
"""
FILES = {
    "one.md": MARKDOWN.encode(),
    "pages/two.html": HTML.encode(),
    "three.txt": b"A plain title\n\nA paragraph.\n",
    "empty.md": b"",
    "img/door.jpg": picture_bytes().getvalue(),
    "img/small.png": picture_bytes((200, 100)).getvalue(),
    "notes.docx": b"PK",
}


@pytest.fixture(autouse=True)
def settle(settings, tmp_path):
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()
    make_person()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def zipped(files: dict[str, bytes] = FILES) -> ContentFile:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return ContentFile(file.getvalue(), name="texts.zip")


def run(source: Path, **options) -> str:
    out = io.StringIO()
    call_command("import_article", str(source), stdout=out, **options)
    return out.getvalue()


def brought(by=None, files: dict[str, bytes] = FILES, **options) -> ImportRun:
    begun = wordpress.begin_documents(
        name="texts.zip", source=zipped(files), by=by, at=NOON, **options
    )
    wordpress.work(run=begun, at=NOON, enough=never)
    wordpress.start(run=begun, by=by, at=NOON)
    return wordpress.work(run=begun, at=NOON, enough=never)


def test_a_folder_of_texts_comes_in_and_the_second_time_nothing(folder: Path) -> None:
    out = run(folder)
    assert "made 3, updated 0, unchanged 0, skipped 0, failed 1" in out
    assert "failed document empty.md: The file is empty." in out
    before = [list(model.objects.values()) for model in (Article, Picture, Origin)]
    assert "made 0, updated 0, unchanged 3, skipped 0, failed 1" in run(folder)
    assert [list(model.objects.values()) for model in (Article, Picture, Origin)] == before


def test_a_look_leaves_nothing(folder: Path) -> None:
    out = run(folder, dry_run=True)
    assert "made document one.md: In Markdown" in out
    assert not Article.objects.exists()
    assert not Picture.objects.exists()
    assert not ImportRun.objects.exists()


def test_pictures_come_along_each_once() -> None:
    report = brought()
    assert Picture.objects.count() == 2
    one, two = Article.objects.get(title="In Markdown"), Article.objects.get(title="By hand")
    assert 'alt="A small door" width="200" height="100">' in one.body
    assert 'alt="door" width="640" height="480">' in one.body
    assert 'alt="A door" width="640" height="480">' in two.body
    notes = report.items.get(key="pages/two.html").notes
    assert "not in the library: Theirs https://elsewhere.example/x.jpg" in notes
    assert "Menu" in notes
    assert "200 × 100 pixels" in report.items.get(key="one.md").notes
    for article in Article.objects.all():
        assert faults(article.body) == []
        assert clean(str(article.body)) == article.body


def test_pictures_may_come_from_elsewhere(folder: Path, tmp_path: Path) -> None:
    (folder / "img").rename(tmp_path / "img")
    run(folder / "one.md", uploads=tmp_path / "img")
    assert 'alt="A small door"' in Article.objects.get().body


def test_pictures_that_were_missing_are_brought_later() -> None:
    texts = {name: content for name, content in FILES.items() if not name.startswith("img")}
    report = brought(files=texts)
    assert "not in the library" in report.items.get(key="one.md").notes
    again = brought()
    assert again.items.get(key="one.md").outcome == "updated"
    assert "<img" in Article.objects.get(title="In Markdown").body


def test_former_addresses_lead_on(client: Client) -> None:
    brought()
    for article in Article.objects.all():
        actions.publish(article=article, by=None, at=NOON)
    paths = set(FormerArticlePath.objects.values_list("path", flat=True))
    assert paths == {"/2019/05/old/", "/blog/old/", "/by-hand/"}
    response = client.get("/by-hand/")
    assert (response.status_code, response.headers["Location"]) == (301, "/articles/by-hand/")


def test_another_file_that_is_called_so_does_not_overwrite_the_first() -> None:
    brought(files={"a/index.md": b"# Title\n\nFirst."})
    report = brought(files={"b/index.md": b"# Title\n\nSecond."})
    item = report.items.get()
    assert item.outcome == "skipped"
    assert "An article has this address already" in item.reason
    assert "First." in Article.objects.get().body


def test_one_that_fails_takes_no_other_along() -> None:
    claims = {"good.md": b"# Good\n\nText.", "bad.md": b'+++\nslug = "No Slug!"\n+++\n# T\n\nText.'}
    report = brought(files=claims)
    assert report.items.get(key="bad.md").outcome == "failed"
    assert "slug" in report.items.get(key="bad.md").reason
    assert Article.objects.get().title == "Good"


def test_what_visitors_read_is_updated_by_a_reviewer_alone() -> None:
    brought(files={"a.md": b"# Title\n\nFirst."})
    article = Article.objects.get()
    actions.publish(article=article, by=None, at=NOON)
    second = {"a.md": b"# Title\n\nSecond."}
    editor = permit(make_staff(), "articles.change_article")
    report = brought(by=editor, files=second)
    assert "a reviewer has to bring it in" in report.items.get().reason
    reviewer = permit(make_staff(), "articles.publish_article")
    assert brought(by=reviewer, files=second).items.get().outcome == "updated"
    article.refresh_from_db()
    assert "Second." in article.body


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a zip"),
        (zipped({"x.jpg": b"x"}).read(), "no text in it"),
        (zipped(FILES).read()[:400], "not a zip|damaged"),
    ],
)
def test_a_bundle_that_can_not_be_read_is_refused(content: bytes, said: str) -> None:
    source = io.BytesIO(content)
    with pytest.raises(ValidationError, match=said):
        wordpress.begin_documents(name="x.zip", source=source, by=None, at=NOON)
    assert not ImportRun.objects.exists()


def test_too_many_texts_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(bundle, "MOST_TEXTS", 2)
    with pytest.raises(ValidationError, match="more than"):
        brought()


def test_a_bomb_is_read_as_far_as_an_article_may_go() -> None:
    report = brought(files={"bomb.md": b"a" * 30_000_000})
    assert "larger than 2 MB" in report.items.get().reason


def test_the_back_office_takes_them_and_shows_the_report(client: Client) -> None:
    client.force_login(make_staff(is_superuser=True))
    sent = {"source": zipped(), "language": "en", "with_pages": "on"}
    response = client.post("/admin/articles/importrun/add/", sent)
    begun = ImportRun.objects.get()
    assert response.headers["Location"] == f"/admin/articles/importrun/{begun.pk}/change/"
    wordpress.work(run=begun, at=NOON, enough=never)
    page = client.get(response.headers["Location"]).content.decode()
    assert "texts in files" in page.lower()
    assert "In Markdown" in page
    assert "pages/two.html" in page
    table = client.get(f"/admin/articles/importrun/{begun.pk}/table/")
    assert "one.md" in b"".join(table.streaming_content).decode()

"""manage.py import_wordpress"""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.choices import ImportState
from articles.models import Article, ImportRun, Page, Picture
from tests.articles import wxr
from tests.articles.importing import checked
from tests.factories.articles import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


CONTENT = wxr.export(
    wxr.item(1, "One", "Text."),
    wxr.item(2, "Two", "Page.", kind="page"),
    wxr.item(3, "Three", "Draft.", status="draft"),
    wxr.attachment(4, "2019/05/door.jpg"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "blog.xml"
    file.write_bytes(CONTENT)
    return file


def run(file: Path, **options) -> str:
    out = io.StringIO()
    call_command("import_wordpress", str(file), stdout=out, **options)
    return out.getvalue()


def test_a_blog_comes_in_and_the_second_time_nothing(file: Path) -> None:
    assert "made 3, updated 0, unchanged 0, skipped 1, failed 0" in run(file)
    assert "made 0, updated 0, unchanged 3, skipped 1, failed 0" in run(file)
    assert (Article.objects.count(), Page.objects.count()) == (2, 1)


def test_a_dry_run_leaves_nothing(file: Path) -> None:
    out = run(file, dry_run=True)
    assert "made 3" in out
    assert "among the uploads: 2019/05/door.jpg" in out
    assert not Article.objects.exists()
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_pictures_come_from_a_folder_or_a_zip(file: Path, tmp_path: Path, kind: str) -> None:
    uploads = tmp_path / "uploads.zip"
    uploads.write_bytes(wxr.uploads_zip("2019/05/door.jpg").getvalue())
    if kind == "folder":
        import zipfile

        zipfile.ZipFile(uploads).extractall(tmp_path / "unpacked")
        uploads = tmp_path / "unpacked"
    run(file, uploads=uploads)
    assert Picture.objects.count() == 1


def test_options_are_heeded(file: Path) -> None:
    person = make_person()
    run(file, author=person.slug, as_drafts=True, only_posts=True, no_drafts=True)
    article = Article.objects.get()
    assert (article.author, article.status) == (person, "draft")
    assert not Page.objects.exists()


def test_what_was_broken_off_goes_on(file: Path, monkeypatch) -> None:
    checked(CONTENT)
    ImportRun.objects.update(state=ImportState.STOPPED)
    monkeypatch.setattr("articles.management.running.SECONDS_A_LINE", 0)
    out = run(file, resume=True)
    assert " % …" in out
    assert ImportRun.objects.get().state == ImportState.DONE
    with pytest.raises(CommandError, match="no import of this file"):
        run(file, resume=True)


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"<html></html>", "not a WordPress export"), (b"", "empty"), (b"<rss/>", "no items")],
)
def test_what_is_no_export_is_an_error(file: Path, content: bytes, said: str) -> None:
    file.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        run(file)


def test_a_file_that_is_not_there_is_an_error(file: Path) -> None:
    for options in ({}, {"uploads": Path("/nowhere.zip")}, {"resume": True}):
        path = file if "uploads" in options else Path("/nowhere.xml")
        with pytest.raises(CommandError, match="nowhere"):
            run(path, **options)

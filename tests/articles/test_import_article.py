"""manage.py import_article"""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles import actions
from articles.models import Article, Origin, Person
from tests.articles import wxr
from tests.articles.test_parsing import PAGE
from tests.factories.articles import make_article, make_person, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Person:
    return make_person()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "neighbors.txt"
    file.write_text(PAGE)
    return file


def run(file: Path, **options) -> str:
    out = io.StringIO()
    call_command("import_article", str(file), stdout=out, **options)
    return out.getvalue()


def refused(file: Path, **options) -> str:
    before = list(Article.objects.values())
    with pytest.raises(CommandError) as error:
        run(file, **options)
    assert list(Article.objects.values()) == before
    return str(error.value)


def test_a_file_becomes_a_draft(page: Path, author: Person) -> None:
    out = run(page)
    article = Article.objects.get()
    assert (article.title, article.slug) == (
        "How do neighbors help after a move?",
        "how-do-neighbors-help-after-a-move",
    )
    assert (article.status, article.language, article.author) == ("draft", "en", author)
    assert f"/admin/articles/article/{article.pk}/change/" in out


def test_what_was_set_aside_is_reported_and_kept_with_the_draft(page: Path, author: Person) -> None:
    out = run(page)
    article = Article.objects.get()
    for line in ("Lake Worth Beach, FL", "4 Beds", "Get Started Today"):
        assert line in out
        assert line in article.import_notes
        assert line not in article.body


def test_the_same_file_again_changes_nothing(page: Path, author: Person) -> None:
    run(page)
    actions.revise(article=Article.objects.get(), by=None, at=Article.objects.get().created_at,
                   title="An editor's title", slug="elsewhere")  # fmt: skip
    before = Article.objects.values().get()
    assert "Nothing was changed" in run(page)
    assert Article.objects.values().get() == before


def test_a_wordpress_export_is_sent_elsewhere(tmp_path: Path, author: Person) -> None:
    file = tmp_path / "blog.xml"
    file.write_bytes(wxr.export(wxr.item(1)))
    assert "under Imports" in refused(file)


def test_a_changed_file_replaces_the_text_and_keeps_the_status(page: Path, author: Person) -> None:
    run(page)
    article = Article.objects.get()
    actions.publish(article=article, by=None, at=article.created_at)
    page.write_text(PAGE.replace("Moving is tiring", "Moving is fun"))
    assert "Updated" in run(page)
    article.refresh_from_db()
    assert "Moving is fun" in article.body
    assert (article.status, Article.objects.count()) == ("published", 1)


def test_what_an_editor_changed_is_replaced_only_when_asked(page: Path, author: Person) -> None:
    run(page)
    article = Article.objects.get()
    actions.revise(article=article, by=None, at=article.created_at, body="<p>Ours.</p>")
    page.write_text(PAGE.replace("Moving is tiring", "Moving is fun"))
    message = refused(page)
    assert "changed here" in message
    assert "--update" in message
    assert "Updated" in run(page, update=True)
    article.refresh_from_db()
    assert "Moving is fun" in article.body


def test_what_was_made_before_there_were_origins_is_known(page: Path, author: Person) -> None:
    run(page)
    Origin.objects.all().delete()
    assert "Nothing was changed" in run(page)
    page.write_text(PAGE.replace("Moving is tiring", "Moving is fun"))
    assert "changed here" in refused(page)
    assert Article.objects.count() == 1


def test_another_article_at_the_address_is_named(page: Path, author: Person) -> None:
    make_article(author=author, slug="how-do-neighbors-help-after-a-move", title="Older")
    message = refused(page)
    assert "Older" in message
    assert "/articles/how-do-neighbors-help-after-a-move/" in message


def test_front_matter_fills_the_draft(tmp_path: Path, author: Person) -> None:
    make_topic("Cost", slug="cost")
    file = tmp_path / "x.md"
    file.write_text(
        '+++\ntitle = "T"\nslug = "given"\nsummary = "S."\ntopics = ["cost", "nowhere"]\n'
        'published_on = 2026-01-01\n[[questions]]\nquestion = "Q?"\nanswer = "A."\n'
        '[[sources]]\ntitle = "Book"\nurl = "https://example.org/"\naccessed = "2026-01-02"\n'
        "+++\nText."
    )
    out = run(file)
    article = Article.objects.get()
    assert (article.slug, article.summary, article.status) == ("given", "S.", "draft")
    assert article.topics.get().slug == "cost"
    assert article.questions.get().question == "Q?"
    assert article.sources.get().accessed_on.isoformat() == "2026-01-02"
    assert "No such topic: nowhere" in out
    assert "published_on" in out


def test_who_signs_it_has_to_be_clear(page: Path) -> None:
    assert "Add an author" in refused(page)
    make_person(), make_person()
    keys = list(Person.objects.values_list("slug", flat=True))
    message = refused(page)
    assert all(key in message for key in keys)
    assert keys[0] in refused(page, author="nobody")
    run(page, author=keys[1])
    assert Article.objects.get().author.slug == keys[1]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02" * 50, "not text"),
        (b"PK\x03\x04", ".docx"),
        ("Привет, мир. Это текст.".encode("koi8-r"), "UTF-8"),
        (b'+++\nslug = "No Slug!"\n+++\n# T\n\nText.', "slug"),
        (b'+++\nlanguage = "tlh"\n+++\n# T\n\nText.', "tlh"),
    ],
)
def test_a_file_that_can_not_be_used_is_refused(
    tmp_path: Path, author: Person, content: bytes, reason: str
) -> None:
    file = tmp_path / "file.md"
    file.write_bytes(content)
    assert reason in refused(file)


def test_a_huge_file_is_refused_without_being_read_whole(tmp_path: Path, author: Person) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as opened:
        opened.truncate(50 * 1024 * 1024)
    assert "2 MB" in refused(file)


def test_a_file_that_is_not_there_or_a_folder_is_named(tmp_path: Path, author: Person) -> None:
    assert "No such file" in refused(tmp_path / "nothing.txt")
    assert "no text in it" in refused(tmp_path)


def test_an_error_half_way_leaves_nothing(tmp_path: Path, author: Person) -> None:
    file = tmp_path / "x.md"
    file.write_text('+++\n[[sources]]\ntitle = "x"\naccessed = "someday"\n+++\n# T\n\nText.')
    assert "x.md" in refused(file)

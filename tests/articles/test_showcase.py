"""A blog that shows off what WordPress can do: all of it is explained, and its HTML is right."""

import re

import pytest
from django.apps import apps

from articles.html import clean
from articles.models import Article, FormerPath, ImportRun, Page, Topic
from tests.articles import showcase, wxr
from tests.articles.importing import brought, item_of
from tests.articles.well_formed import faults

pytestmark = pytest.mark.django_db
PICTURES = ("2013/03/picture-150x150.jpg", "2013/03/picture-300x200.jpg")


@pytest.fixture(autouse=True)
def folders(settings, tmp_path) -> None:
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"


def bring() -> ImportRun:
    return brought(showcase.everything(), uploads=wxr.uploads_zip(*PICTURES))


def body(run: ImportRun, number: int) -> str:
    return item_of(run, "post", number).origin.article.body


def rows() -> dict[str, int]:
    """How many there are of everything but what a run says of itself."""
    aside = {"importrun", "importitem", "auditevent", "outboxmessage"}
    models = [each for each in apps.get_models() if each._meta.model_name not in aside]
    return {model._meta.label: model._base_manager.count() for model in models}


def test_every_item_is_explained_and_the_second_time_adds_nothing() -> None:
    run = bring()
    assert not run.items.filter(outcome__in=["", "failed"]).exists()
    assert not run.items.exclude(outcome="made").filter(reason="").exists()
    left_out = run.items.filter(outcome="skipped")
    assert not left_out.exclude(notes="").exists()
    before = rows()
    again = bring()
    assert rows() == before
    assert not again.items.filter(outcome__in=["made", "updated", "failed"]).exists()


def test_every_text_is_well_formed_and_clean() -> None:
    bring()
    for model in (Article, Page):
        for title, html in model.objects.values_list("title", "body"):
            assert (title, faults(html)) == (title, [])
            assert clean(str(html)) == html


def test_every_old_address_of_a_topic_leads_to_it(client) -> None:
    bring()
    deep = Topic.objects.get(slug="deep")
    assert set(FormerPath.objects.filter(topic=deep).values_list("path", flat=True)) == {
        "/category/deep/", "/category/high/mid/deep/", "/tag/deep/",
    }  # fmt: skip
    named = Topic.objects.get(name="你好")
    assert re.fullmatch("topic-[0-9a-f]{8}", named.slug)
    response = client.get("/tag/%e4%bd%a0%e5%a5%bd/")
    assert response.headers["Location"] == named.get_absolute_url()


def test_a_link_to_a_topic_of_the_blog_leads_to_it_here() -> None:
    terms = [wxr.category("high", "High"), wxr.category("low", "Low", parent="high")]
    link = f'<a href="{wxr.SITE}/blog/category/high/low/">x</a>'
    site = f"{wxr.SITE}/blog"
    run = brought(wxr.export(*terms, wxr.item(1, "One", link), site=site))
    assert 'href="/articles/topics/low/"' in body(run, 1)
    assert FormerPath.objects.filter(path="/blog/category/high/low/").exists()


KEPT = [
    (1, "“said”"),
    (1, "🙂 你好 שלום עולם"),
    (1, "<p>In the middle</p>\n<p>Lined up</p>"),
    (3, "Noted<sup>1</sup>."),
    (3, "<hr>\n<ol><li>A <em>note</em>.</li></ol>"),
    (3, "<p>A classic part</p>\n<p>of two paragraphs</p>"),
    (3, '<a href="https://x.example/me" rel="noreferrer">'),
]
SAID = [
    (1, "crossed out, and is plain text now: old"),
    (1, "pinned to the top"),
    (1, "it is no topic: Crime (genre)"),
    (2, 'names nothing that can be a link: [playlist ids="9,10"]'),
    (2, "[acme-box]"),
    (3, "copy its text in: block 40"),
    (3, "no place here, kept as text: query"),
    (3, "WordPress fills by itself: calendar"),
]


def test_what_a_text_says_is_kept_and_what_changed_is_told() -> None:
    run = bring()
    assert [kept for number, kept in KEPT if kept not in body(run, number)] == []
    notes = {number: item_of(run, "post", number).notes for number in (1, 2, 3)}
    assert [said for number, said in SAID if said not in notes[number]] == []
    # Words that somebody put into brackets are no shortcodes.
    assert "[sic]" not in notes[2]
    assert "[unknown]" not in notes[2]


def test_a_number_from_another_blog_does_not_bring_another_picture() -> None:
    wrong = '<img class="wp-image-32" src="/wp-content/uploads/2013/03/picture-150x150.jpg">'
    pictures = [wxr.attachment(31 + place, path, path[-11:]) for place, path in enumerate(PICTURES)]
    run = brought(
        wxr.export(wxr.item(1, "One", wrong), *pictures), uploads=wxr.uploads_zip(*PICTURES)
    )
    assert 'alt="150x150.jpg"' in body(run, 1)

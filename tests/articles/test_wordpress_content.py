"""What WordPress writes, as the body of an article."""

import pytest
from django.utils import timezone

from articles.html import clean
from articles.imports.wordpress.content import document_of
from articles.imports.wordpress.events import Item
from articles.imports.wordpress.media import Shown
from articles.imports.wordpress.records import record_of
from tests.articles import blog
from tests.articles.well_formed import faults

PICTURE = "/media/pictures/12345678-1234-1234-1234-123456789012/640.webp"


class Doors:
    """Every picture that is called a door is there."""

    def shown(self, src: str, number: str = "") -> Shown | None:
        return Shown(PICTURE, 640, 480, "A door") if "door" in src or number == "50" else None

    def gallery(self, numbers):
        return [Shown(PICTURE, 640, 480, "A door") for _each in list(numbers) or [1, 2]]


def document(content: str, **fields: str):
    item = Item(fields={"title": "T", "content": content, **fields})
    return document_of(record_of(item, at=timezone.now()), media=Doors())


def body(content: str) -> str:
    return str(document(content).html)


IMG = f'<img src="{PICTURE}" alt="A door" width="640" height="480">'
CASES = [
    ("One\ntwo\n\nThree", "<p>One<br>two</p>\n<p>Three</p>"),
    ("<b>Bold\n\nstill</b> on", "<p>Bold</p>\n<p>still on</p>"),
    ("<ul>\n<li>a</li>\n\n<li>b</li></ul>", "<ul><li>a</li>\n<li>b</li></ul>"),
    ("<pre>a\nb</pre>", "<p>a<br>b</p>"),
    ('<a href="/door"><img src="door.jpg"></a>', f"<figure>{IMG}</figure>"),
    (
        '[caption id="x"]<img src="door.jpg" alt="Red"> By <b>day</b>[/caption]',
        f'<figure>{IMG.replace("A door", "Red")}\n'
        "<figcaption>By <strong>day</strong></figcaption></figure>",
    ),
    ('[gallery ids="50"]', f"<figure>{IMG}</figure>"),
    ("[[gallery]] and [sic]", "<p>[gallery] and [sic]</p>"),
    ("[youtube abcdefghijk]", '<p><a href="https://www.youtube.com/watch?v=abcdefghijk" '
     'rel="noreferrer">https://www.youtube.com/watch?v=abcdefghijk</a></p>'),
    ("https://v.example/1", '<p><a href="https://v.example/1" rel="noreferrer">https://v.example/1</a></p>'),
    ("See https://v.example/1 now", "<p>See https://v.example/1 now</p>"),
    ("<table><tr><th><h2>A</h2></th></tr></table>",
     "<table><tbody><tr><th><strong>A</strong></th></tr></tbody></table>"),
    ("<!-- wp:paragraph --><p>a\nb</p><!-- /wp:paragraph -->", "<p>a b</p>"),
    ('<!-- wp:embed {"url":"https://v.example/1"} /-->',
     '<p><a href="https://v.example/1" rel="noreferrer">https://v.example/1</a></p>'),
    ('<a href="http://x.example/a b|c">l</a>',
     '<p><a href="http://x.example/a%20b%7Cc" rel="noreferrer">l</a></p>'),
    ("a<!--more-->b<!--nextpage-->c", "<p>abc</p>"),
    ("Call 833-285-1315", '<p>Call <a href="tel:+18332851315">833-285-1315</a></p>'),
]  # fmt: skip


@pytest.mark.parametrize(("content", "html"), CASES)
def test_each_thing_has_its_equivalent(content: str, html: str) -> None:
    assert body(content) == html


@pytest.mark.parametrize(
    ("content", "kept", "said"),
    [
        ('[acme id="1"]in[/acme]', '[acme id="1"]in[/acme]', "shortcode"),
        ('[contact-form-7 id="1"]', "", "a form"),
        ("<form><input><button>Go</button></form>", "", "a form"),
        ('<iframe src="https://m.example/"></iframe>', "https://m.example/", "a link now"),
        ("<script>x</script>Text", "Text", "program"),
        ("<!-- wp:latest-posts /-->", "", "latest-posts"),
        ("<!-- wp:acme/box --><p>In</p><!-- /wp:acme/box -->", "In", "acme/box"),
        ('<img src="lost.jpg" alt="Lost">', "", "Lost lost.jpg"),
        ("a<!--nextpage-->b", "ab", "joined"),
    ],
)
def test_what_has_none_is_told(content: str, kept: str, said: str) -> None:
    made = document(content)
    assert kept in made.html
    assert said in made.notes


def test_the_summary_is_the_excerpt_or_the_first_sentences() -> None:
    assert document("<p>First. Second.</p>").summary == "First. Second."
    assert document("Text", excerpt="<b>Short</b>").summary == "Short"


@pytest.mark.parametrize("content", [blog.CLASSIC, blog.BLOCKS, *(case[0] for case in CASES)])
def test_every_body_is_well_formed_and_clean(content: str) -> None:
    html = body(content)
    assert faults(html) == []
    assert clean(str(html)) == html


@pytest.mark.parametrize(
    "hostile",
    ["[a " * 20_000, "[caption]" * 5_000, "<!-- wp:a " * 20_000, "<div>" * 20_000, "[" * 50_000],
    ids=["open shortcodes", "captions", "open blocks", "deep", "brackets"],
)
def test_hostile_text_is_only_text(hostile: str) -> None:
    assert faults(body(hostile)) == []

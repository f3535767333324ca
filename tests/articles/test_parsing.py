"""A document becomes an article: by what is in it, whatever its file format."""

import re
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.html import clean
from articles.imports import ImportedDocument, UnreadableDocument, parse

PAGE = """How do neighbors help after a move?

Lake Worth Beach, FL
1,850 Sq Ft
4 Beds
2.5 Baths
Women’s House

Moving is tiring. Nobody knows where the cups are. Neighbors can make the first week easier.

Why The First Week Counts

At first you know no one. That changes faster than you think, if you let people carry a box.

Getting Settled

The kitchen comes first. It is where people meet, and it is where the kettle is.

1. Finding the Cups

Write on each box what is in it. You will thank yourself on the first evening.

2. Meeting the Street

Knock on the next door. Say your name, and ask about the bins.

What to bring:

- bread
- salt
- a good story

Conclusion

Boxes empty in the end, and names stay. Call us today at 833-285-1315.

Get Started Today

Take The First Step in Your Move Today
"""


def tags(html: str) -> list[str]:
    return re.findall(r"<(h\d|p|ul|ol|li|blockquote|table)\b", html)


def imported(text: str, name: str = "page.txt") -> ImportedDocument:
    return parse(text.encode(), name)


def test_a_plain_page_gets_its_title_sections_and_sub_sections() -> None:
    document = imported(PAGE)
    assert document.title == "How do neighbors help after a move?"
    assert re.findall(r"<(h\d) [^>]*>(.*?)</", document.html) == [
        ("h2", "Why The First Week Counts"),
        ("h2", "Getting Settled"),
        ("h3", "1. Finding the Cups"),
        ("h3", "2. Meeting the Street"),
        ("h2", "Conclusion"),
    ]
    assert "<ul><li>bread</li>\n<li>salt</li>\n<li>a good story</li></ul>" in document.html


def test_facts_of_a_house_and_form_headings_are_set_aside_with_a_reason() -> None:
    document = imported(PAGE)
    assert [piece.text for piece in document.set_aside] == [
        "Lake Worth Beach, FL",
        "1,850 Sq Ft",
        "4 Beds",
        "2.5 Baths",
        "Women’s House",
        "Get Started Today",
        "Take The First Step in Your Move Today",
    ]
    assert all(piece.reason for piece in document.set_aside)
    for piece in document.set_aside:
        assert piece.text not in document.html
        assert piece.text in document.notes


def test_the_last_paragraph_stays_prose_and_its_phone_number_can_be_called() -> None:
    document = imported(PAGE)
    assert document.html.endswith(
        "<p>Boxes empty in the end, and names stay. "
        'Call us today at <a href="tel:+18332851315">833-285-1315</a>.</p>'
    )


def test_the_summary_is_the_first_whole_sentences() -> None:
    assert imported(PAGE).summary.startswith("Moving is tiring. Nobody knows")
    assert len(imported(PAGE).summary) <= 240


def test_every_word_of_the_document_is_kept_somewhere() -> None:
    document = imported(PAGE)
    kept = f"{document.title} {re.sub('<[^>]+>', ' ', document.html)} {document.notes}"
    assert set(re.findall(r"\w+", PAGE)) <= set(re.findall(r"\w+", kept))


MARKDOWN = """# How do neighbors help after a move?

Boynton Beach, FL · 2000 Sq Ft · 3 Beds

Moving is *tiring*.

## Getting settled

### 1. Finding the cups

1. Open the box.
2. Look again.

| Box | Room |
| --- | --- |
| Cups | Kitchen |

> Names stay.

Call (833) 285-1315, or [write](mailto:hello@example.org). <script>alert(1)</script>

## Get started today
"""
HTML = """<!doctype html><html><head><title>Help after a move | A Site</title>
<meta name="description" content="What neighbors can do."><style>p{color:red}</style></head><body>
<header><a href="/">A Site</a></header><nav><ul><li><a href="/x">Menu</a></li></ul></nav>
<main><article><header><h1>How do neighbors help after a move?</h1></header>
<ul class="facts"><li>2000 Sq Ft</li><li>3 Beds</li></ul>
<p class="MsoNormal" style="margin:0">Moving is <b>tiring</b>.<o:p></o:p></p>
<h3>Getting settled</h3><div>Loose words<br>here</div>
<img src="https://cdn.example/cups.jpg" alt="Cups"><script>alert(1)</script>
<form><h4>Take the first step</h4><label>Name</label><input><button>Submit</button></form>
</article></main><footer>© A Site</footer></body></html>
"""


def test_markdown_keeps_its_structure() -> None:
    document = imported(MARKDOWN, "page.md")
    assert document.title == "How do neighbors help after a move?"
    assert tags(document.html) == [
        "p", "h2", "h3", "ol", "li", "li", "table", "blockquote", "p", "p",
    ]  # fmt: skip
    assert '<a href="tel:+18332851315">(833) 285-1315</a>' in document.html
    assert "&lt;script&gt;" in document.html
    assert [piece.text for piece in document.set_aside] == [
        "Boynton Beach, FL · 2000 Sq Ft · 3 Beds",
        "Get started today",
    ]


def test_an_html_page_gives_its_article_and_sets_the_rest_aside() -> None:
    document = imported(HTML, "page.html")
    assert document.title == "How do neighbors help after a move?"
    assert document.summary == "What neighbors can do."
    assert document.html == (
        "<p>Moving is <strong>tiring</strong>.</p>\n"
        '<h2 id="getting-settled">Getting settled</h2>\n<p>Loose words<br>here</p>'
    )
    texts = [piece.text for piece in document.set_aside]
    for text in ("Menu", "© A Site", "2000 Sq Ft", "Submit", "Cups https://cdn.example/cups.jpg"):
        assert text in texts


def test_a_page_without_a_heading_is_called_by_its_title_without_the_site() -> None:
    assert imported("<title>Moving – A Site</title><p>Text.</p>", "x.htm").title == "Moving"


@pytest.mark.parametrize("name", ["notes.txt", "notes"])
def test_html_is_known_by_its_look_too(name: str) -> None:
    assert imported("<h1>Title</h1><p>Text.</p>", name).html == "<p>Text.</p>"


@pytest.mark.parametrize(
    ("text", "html_tags"),
    [
        ("Title\n\nA line of prose.", ["p"]),
        ("Title\n\n1. Wake up\n\n2. Eat\n\n3. Sleep", ["ol", "li", "li", "li"]),
        ("Title\n\n1. Wake up\n2. Eat", ["ol", "li", "li"]),
        ("Title\n\n* one\n* two\n  goes on", ["ul", "li", "li"]),
        (
            "Title\n\nFirst part\n==========\n\nText.\n\nInside\n------\n\nText.",
            ["h2", "p", "h3", "p"],
        ),
        ("Title\n\nFIRST PART\n\nText.\n\nInside it\n\nText.", ["h2", "p", "h3", "p"]),
        ("Title\n\n1. First\n\nText.\n\n1.1 Inside\n\nText.", ["h2", "p", "h3", "p"]),
        ("Title\n\nHeading\nText right under it.", ["h2", "p"]),
        (f"Title\n\n{'word ' * 12}\n{'word ' * 12}\nthe end.", ["p"]),
        (f"Title\n\n{'Long words here. ' * 10}\n{'Long words here. ' * 10}", ["p", "p"]),
        ("Title\n\nWhat is it?\n\nText.", ["h2", "p"]),
        ("Title\n\n3. Third thing.\n\nText.", ["ol", "li", "p"]),
    ],
)
def test_plain_text_is_judged_by_how_it_stands_there(text: str, html_tags: list[str]) -> None:
    assert tags(imported(text).html) == html_tags


@pytest.mark.parametrize(
    "number",
    ["833-285-1315", "(833) 285-1315", "833.285.1315", "1-833-285-1315", "+1 833 285 1315"],
)
def test_a_phone_number_becomes_a_link(number: str) -> None:
    assert (
        f'<a href="tel:+18332851315">{number}</a>' in imported(f"Title\n\nCall {number} now.").html
    )


@pytest.mark.parametrize("number", ["2019-2020", "8332851315", "12-833-285-13155", "833-285-13-15"])
def test_other_numbers_stay_text(number: str) -> None:
    assert "tel:" not in imported(f"Title\n\nNumber {number} it is.").html


def test_a_number_that_is_a_link_already_is_left_alone() -> None:
    html = imported("# T\n\n[833-285-1315](tel:+18332851315)", "x.md").html
    assert html == '<p><a href="tel:+18332851315">833-285-1315</a></p>'


@pytest.mark.parametrize(
    "line",
    [
        "Boynton Beach, FL", "Delray Beach, Florida 33444", "2000 Sq Ft", "2,000 square feet",
        "3 Beds", "1 Bedroom", "2.5 Baths", "Men's House", "Women’s Sober Living", "$225/week",
        "Coed House", "Lantana, FL | 3 Beds | 2 Baths", "3 Beds · 2 Baths",
    ],
)  # fmt: skip
def test_a_line_of_listing_facts_is_set_aside(line: str) -> None:
    document = imported(f"A title\n\n{line}\n\nSome prose.")
    assert [piece.text for piece in document.set_aside] == [line]
    assert document.html == "<p>Some prose.</p>"


@pytest.mark.parametrize(
    "line",
    ["Three beds are free.", "In Boynton Beach, FL it rains.", "3 beds are not enough.", "Houses"],
)
def test_prose_that_names_facts_stays(line: str) -> None:
    document = imported(f"A title\n\n{line}\n\nSome prose.")
    assert document.set_aside == ()
    assert line in document.html


def test_a_title_that_is_missing_is_taken_from_the_file() -> None:
    document = imported(f"{'A long first paragraph, no title. ' * 5}\n\nMore.", "my-first_move.txt")
    assert document.title == "my first move"
    assert "name of the file" in document.notes


def test_a_very_long_title_is_cut_to_what_fits() -> None:
    assert len(imported(f"# {'word ' * 100}\n\nText.", "x.md").title) == 160


BYTES = st.binary(max_size=300) | st.text(max_size=300).map(
    lambda text: text.encode("utf-8", "replace")
)
LINES = st.lists(
    st.sampled_from(
        PAGE.split("\n") + MARKDOWN.split("\n") + HTML.split("\n") + ["+++", 'title = "x"']
    ),
    max_size=30,
).map(lambda lines: "\n".join(lines).encode())


@given(document=BYTES | LINES, name=st.sampled_from(["a.txt", "a.md", "a.html", "a", ""]))
@example(document=b"+++\n" + b"[" * 5000 + b"\n+++\nx", name="a.md")
@example(document=b"> " * 5000 + b"x", name="a.md")
@example(document=b"<div>" * 20000 + b"x", name="a.html")
@example(document=b"- " * 3000 + b"x", name="a.md")
def test_any_bytes_become_a_document_or_a_reason(document: bytes, name: str) -> None:
    with suppress(UnreadableDocument):
        result = parse(document, name)
        assert 0 < len(result.title) <= 160
        assert len(result.summary) <= 240
        assert result.html == clean(str(result.html)) != ""

"""What is pasted from Word, Google Docs, LibreOffice and web pages comes out clean."""

import pytest

from articles.html import clean
from articles.html.pasted import is_pasted
from tests.articles.pasted import clipboard
from tests.articles.test_cleaning import forbidden
from tests.articles.well_formed import faults

WORD_ITEM = (
    "<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>"
    "<span style='mso-list:Ignore'>{sign}<span>&nbsp;&nbsp; </span></span>{text}<o:p></o:p></p>"
)
CLEAN = {
    "word": """<h2 id="a-house-of-our-own">A house of our own</h2>
<h2 id="what-it-costs">What it costs</h2>
<p>It’s “all in”: the <strong>rent</strong>, the <em>deposit</em> and food[1].</p>
<p>You pay by the week.</p>
<ul><li>A bed in a shared room<ul><li>with a lamp</li></ul></li>
<li><strong>Laundry</strong></li></ul>
<h3 id="then-in-order">Then, in order</h3>
<ol><li>Call us</li>
<li>Come by</li></ol>
<blockquote><p>One day at a time.</p></blockquote>
<table><tbody><tr><td>Room</td>
<td>A week</td></tr>
<tr><td>Shared</td>
<td>$220</td></tr></tbody></table>""",
    "word_filtered": """<ol start="3"><li>Pack a bag<ul><li>a week of clothes</li></ul></li>
<li>Bring your <strong>medicine</strong></li></ol>
<p>That is all.</p>""",
    "google_docs": """<h2 id="the-first-week">The first week</h2>
<p>Bring <strong>your own</strong> pillow, <em>please</em>. See \
<a href="https://www.samhsa.gov/" rel="noreferrer">SAMHSA</a>, below and H<sub>2</sub>O.</p>
<ul><li>A towel<ul><li>a large one</li></ul></li>
<li>A book</li></ul>
<h3 id="evenings">Evenings</h3>
<table><tbody><tr><td>Day</td>
<td>What</td></tr></tbody></table>""",
    "libreoffice": """<h2 id="visits">Visits</h2>
<p><strong>Sundays</strong>, from <em>noon</em> to five.</p>
<ol start="2"><li>Sign in</li>
<li>Say <sup>hello</sup><ul><li>to all</li></ul></li></ol>
<h3 id="pets">Pets</h3>
<p>No cats.</p>""",
    "web_page": """<h2 id="top">What recovery housing is</h2>
<p>A <strong>home</strong>, not a clinic. Sign up</p>
<p>Text in a layout.</p>
<h3 id="deep-heading">Deep heading</h3>
<table><thead><tr><th>Body</th>
<th>Level</th></tr></thead>
<tbody><tr><td>FARR</td>
<td>II</td></tr></tbody></table>
<h3 id="why">Why</h3>
<p>First line</p>
<p>Second line</p>
<h4 id="smallest">Smallest</h4>
<blockquote><p>Said “so” – he’s right.</p></blockquote>""",
}


@pytest.mark.parametrize("source", CLEAN)
def test_what_is_pasted_comes_out_clean(source: str) -> None:
    html = clean(clipboard(source))
    assert html.replace("\u00a0", " ") == CLEAN[source]
    assert clean(str(html)) == html
    assert faults(html) == forbidden(html) == []


def word_list(*items: tuple[int, str, str]) -> str:
    return "\n".join(WORD_ITEM.format(level=one, sign=two, text=three) for one, two, three in items)


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([(1, "a)", "x"), (1, "b)", "y")], "<ol><li>x</li><li>y</li></ol>"),
        ([(1, "4.", "x")], '<ol start="4"><li>x</li></ol>'),
        ([(1, "·", "x"), (1, "1.", "y")], "<ul><li>x</li></ul><ol><li>y</li></ol>"),
        (
            [(1, "·", "x"), (2, "i.", "y"), (3, "§", "z"), (1, "·", "w")],
            "<ul><li>x<ol><li>y<ul><li>z</li></ul></li></ol></li><li>w</li></ul>",
        ),
        ([(3, "·", "x"), (1, "·", "y")], "<ul><li>x</li></ul><ul><li>y</li></ul>"),
    ],
)
def test_a_list_of_word_becomes_a_list(items: list, expected: str) -> None:
    assert clean(word_list(*items)).replace("\n", "") == expected


def test_a_further_paragraph_of_an_item_stays_in_it() -> None:
    more = "<p class=MsoListParagraphCxSpMiddle>more<o:p></o:p></p>"
    html = clean(word_list((1, "1.", "x")) + more + word_list((1, "2.", "y")))
    assert html.replace("\n", "") == "<ol><li><p>x</p><p>more</p></li><li>y</li></ol>"


@pytest.mark.parametrize("number", [1, 2, 3, 6])
def test_an_outline_level_of_word_is_a_heading(number: int) -> None:
    html = clean(f"<p class=MsoNormal style='mso-outline-level:{number}'>Words</p>")
    assert html == '<h2 id="words">Words</h2>'


def test_html_that_somebody_wrote_is_not_read_as_a_word_processor_s() -> None:
    html = "<p><del>Old</del> words about MsoNormal and <b style='font-weight:normal'>it</b></p>"
    assert not is_pasted(html)
    assert clean(html) == "<p>Old words about MsoNormal and <strong>it</strong></p>"


def test_a_broken_clipboard_is_no_error() -> None:
    for source in CLEAN:
        html = clipboard(source)
        for end in range(0, len(html), 97):
            assert faults(clean(html[:end])) == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>",
         "<p>a</p><table><tbody><tr><td>b</td><td>c</td></tr></tbody></table>"),
        ("<table><tr><td><h1>A</h1><p>b</p></table>", '<h2 id="a">A</h2><p>b</p>'),
        ("<ul><li>a</li>\n<ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<nav><a href='/x/'>Menu</a></nav><p>a<button>b</button></p>", "<p>a</p>"),
    ],
)  # fmt: skip
def test_what_only_puts_things_in_their_places_goes(html: str, expected: str) -> None:
    assert clean(html).replace("\n", "") == expected

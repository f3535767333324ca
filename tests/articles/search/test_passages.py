"""A passage is text with marks in it, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.passages import LENGTH, marked, passage
from recovery_site.ranked_text import Asked
from tests.articles.search.asked import unmarked

FILLER = " ".join(["Some words stand around it."] * 20)


def of(text: str, question: str) -> str | None:
    return passage(text, Asked.read(question, "en"))


def test_a_passage_begins_with_its_sentence():
    text = f"{FILLER} The deposit comes back. {FILLER}"
    shown = of(text, "deposit")
    assert shown.startswith("The <mark>deposit</mark> comes back. Some")
    assert shown.endswith(" …")
    assert len(shown.split()) <= LENGTH + 1


def test_a_long_sentence_is_cut_before_the_word():
    shown = of("so and so " * 30 + "deposit", "deposit")
    assert shown == "… and so so and so so and so <mark>deposit</mark>"


def test_the_place_where_most_of_it_stands_is_shown():
    text = f"A deposit. {FILLER} {FILLER} A refund of the deposit."
    assert of(text, "deposit refund").startswith(
        "A <mark>refund</mark> of the <mark>deposit</mark>"
    )


def test_a_phrase_is_marked_where_it_stands_whole():
    shown = of("The cost of living, and the cost of it.", '"cost of living"')
    assert shown == (
        "The <mark>cost</mark> <mark>of</mark> <mark>living</mark>, and the cost of it."
    )


@pytest.mark.parametrize("question", ["loud", "", '"loud deposit"'])
def test_nothing_of_it_is_no_passage(question):
    assert of("The deposit.", question) is None


def test_markup_stays_text():
    text = 'A <b onclick="x">deposit</b> & more'
    assert of(text, "deposit b") == (
        "A &lt;<mark>b</mark> onclick=&quot;x&quot;&gt;<mark>deposit</mark>&lt;/<mark>b</mark>"
        "&gt; &amp; more"
    )


@given(st.text(max_size=200), st.text(max_size=20))
def test_whatever_it_is_the_words_stay_as_they_are(text, question):
    asked = Asked.read(question, "en")
    assert unmarked(marked(text, asked)) == text
    assert "<" not in marked(text, asked).replace("<mark>", "").replace("</mark>", "")
    passage(text, asked)

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.html import (
    clean,
    plain_text,
    reading_minutes,
    table_of_contents,
    with_anchors_of,
    word_count,
)


def levels(html: str) -> list[int]:
    return [int(level) for level in re.findall(r"<h(\d)", html)]


@pytest.mark.parametrize(
    ("given_levels", "mended"),
    [
        ([2, 3, 4, 2], [2, 3, 4, 2]),
        ([1, 2, 3, 2], [2, 3, 4, 3]),
        ([3, 3, 2], [2, 2, 2]),
        ([2, 4, 4, 3], [2, 3, 3, 3]),
        ([1, 3, 6, 1], [2, 3, 4, 2]),
        ([2, 3, 4, 5, 6], [2, 3, 4, 4, 4]),
        ([6], [2]),
    ],
)
def test_levels_start_below_the_title_and_leave_no_gap(given_levels, mended) -> None:
    html = "".join(f"<h{level}>x</h{level}>" for level in given_levels)
    assert levels(clean(html)) == mended


@given(st.lists(st.integers(1, 6), max_size=12))
def test_no_order_of_headings_leaves_a_gap(given_levels: list[int]) -> None:
    found = levels(clean("".join(f"<h{level}>x</h{level}>" for level in given_levels)))
    assert len(found) == len(given_levels)
    assert found[:1] in ([], [2])
    assert all(2 <= level <= 4 for level in found)
    assert all(after <= before + 1 for before, after in pairwise(found))


def test_anchors_come_from_the_words_and_are_unique() -> None:
    html = clean("<h2>What it costs</h2><h2>What it costs!</h2><h3>¿Qué?</h3><h3>…</h3>")
    assert re.findall(r'id="([^"]+)"', html) == [
        "what-it-costs",
        "what-it-costs-2",
        "que",
        "section",
    ]


@pytest.mark.parametrize("words", ["Main", "Ask", "Questions title", "Footer trust", "id_phone"])
def test_an_anchor_never_takes_a_name_that_the_page_uses(words: str) -> None:
    name = words.lower().replace(" ", "-")
    assert f'id="{name}"' not in clean(f"<h2>{words}</h2>")
    assert f'id="{name}"' not in clean(f'<h2 id="{name}">Words</h2>')


def test_an_anchor_stays_when_other_headings_come_and_go() -> None:
    assert 'id="second"' in clean("<h2>First</h2><h2>Second</h2>")
    assert 'id="second"' in clean("<h2>Zeroth</h2><h2>First</h2><h2>Second</h2>")


def anchors(html: str) -> list[str]:
    return re.findall(r'id="([^"]+)"', html)


def test_an_anchor_outlives_the_words_it_came_from() -> None:
    first = clean("<h2>Costs</h2><p>a</p><h2>Costs</h2><p>b</p>")
    assert anchors(first) == ["costs", "costs-2"]
    renamed = clean(first.replace(">Costs</h2>", ">What it costs</h2>", 1))
    assert anchors(renamed) == ["costs", "costs-2"]
    removed = clean(first.partition("<p>a</p>")[2])
    assert anchors(removed) == ["costs-2"]
    assert anchors(clean(f"<h2>Costs</h2>{removed}")) == ["costs", "costs-2"]


def test_a_new_heading_takes_no_anchor_that_a_later_one_has() -> None:
    assert anchors(clean('<h2>Costs</h2><h3 id="costs">Rent</h3>')) == ["costs-2", "costs"]


def test_of_two_headings_with_one_anchor_the_first_keeps_it() -> None:
    html = clean('<h2 id="costs">Split</h2><h2 id="costs">in two</h2>')
    assert anchors(html) == ["costs", "in-two"]


@pytest.mark.parametrize("name", ["_Toc1234", "h.gjdgxs", "A", "a b", "", "é", "a--b", "x" * 90])
def test_a_name_that_is_none_of_ours_is_given_anew(name: str) -> None:
    assert anchors(clean(f'<h2 id="{name}">Words</h2>')) == ["words"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("<h2>Costs</h2><p>a</p><h2>Costs</h2><p>b</p>", ["costs", "costs-2"]),
        ("<h2>Costs</h2><p>b</p>", ["costs-2"]),
        ("<h2>What it costs</h2><p>a</p><h2>Costs</h2><p>b</p>", ["costs", "costs-2"]),
        ("<h2>New</h2><p>n</p><h2>Costs</h2><p>a</p><h2>Costs</h2><p>b</p>",
         ["new", "costs", "costs-2"]),
        ("<p>Quite another text.</p>", []),
    ],
)  # fmt: skip
def test_a_file_brought_in_again_keeps_the_anchors(after: str, expected: list[str]) -> None:
    before = clean("<h2>Costs</h2><p>a</p><h2>Costs</h2><p>b</p>")
    assert anchors(with_anchors_of(before, clean(after))) == expected


def test_a_heading_holds_text_alone() -> None:
    html = clean("<h2><p>A <b>bold</b> word</p><br></h2>")
    assert html == '<h2 id="a-bold-word">A <strong>bold</strong> word</h2>'


def test_the_table_of_contents_lists_sections_in_order() -> None:
    html = clean("<h2>One &amp; only</h2><h3>Inside</h3><h2>Two<br>lines</h2>")
    assert [(each.id, each.text) for each in table_of_contents(html)] == [
        ("one-only", "One & only"),
        ("two-lines", "Two lines"),
    ]
    assert [each.level for each in table_of_contents(html, deepest=3)] == [2, 3, 2]


def test_plain_text_keeps_words_apart() -> None:
    html = "<h2>Title</h2><p>a<br>b &amp; <em>c</em>d</p><ul><li>e</li><li>f</li></ul>"
    assert plain_text(html) == "Title a b & cd e f"


def test_words_with_hyphens_and_apostrophes_count_once() -> None:
    assert word_count("<p>Don’t count 12-step twice.</p>") == 4


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (219, 1), (330, 2), (1100, 5)])
def test_reading_time_is_in_whole_minutes_and_never_none(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes

"""A template that is filled says what it would say if it were drawn."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from recovery_site import shapes
from recovery_site.shapes import fill

NOTES = "components/_cost_notes.html"
HEAD = "components/_print_head.html"
HOSTILE = "\"'><script>&\ue0000\ue001{{ phone }}%(name)s"

texts = st.text(max_size=20) | st.just(HOSTILE)
notes = st.fixed_dictionaries(
    {
        "included": st.lists(texts, max_size=3),
        "payment_ways": texts,
        "stay": texts,
        "refund_rule": texts,
    }
)


@pytest.fixture(autouse=True)
def nothing_drawn(monkeypatch) -> None:
    monkeypatch.setattr(shapes, "_drawn", {})


def counted(monkeypatch) -> list[str]:
    drawn: list[str] = []

    def draw(template: str, values: dict) -> str:
        drawn.append(template)
        return render_to_string(template, values)

    monkeypatch.setattr(shapes, "render_to_string", draw)
    return drawn


@given(notes)
def test_it_is_the_same_as_drawn(values: dict):
    assert fill(NOTES, values) == render_to_string(NOTES, values)


def test_it_is_drawn_once_for_a_shape(monkeypatch):
    drawn = counted(monkeypatch)
    values = {"included": ["Wi-Fi"], "payment_ways": "Cash", "stay": "", "refund_rule": ""}
    fill(NOTES, values)
    assert "Water" in fill(NOTES, values | {"included": ["Water"], "payment_ways": "Card"})
    assert len(drawn) == 1
    for other in ({"stay": "A year"}, {"included": ["Wi-Fi", "Water"]}, {"included": []}):
        assert fill(NOTES, values | other) == render_to_string(NOTES, values | other)
    assert len(drawn) == 4


def test_numbers_and_answers_are_part_of_the_shape():
    values = {"variant": "", "one_bath": False, "bathrooms": "2", "square_feet": "", "dollars": ""}
    drawn = [
        fill("components/_facts.html", values | more)
        for more in ({"bedrooms": 1}, {"bedrooms": 3}, {"bedrooms": 3, "one_bath": True})
    ]
    assert "<b>1</b> bedroom<" in drawn[0]
    assert "<b>3</b> bedrooms<" in drawn[1]
    assert "<b>1</b> bath<" in drawn[2]


def test_what_fills_a_hole_is_escaped_and_not_looked_at():
    for phone in ("833-285-1315", HOSTILE):
        page = fill(HEAD, {"phone": phone, "address": "/a/", "qr_url": HOSTILE})
    assert page == render_to_string(HEAD, {"phone": phone, "address": "/a/", "qr_url": HOSTILE})
    assert "<script" not in page
    assert "&quot;&#x27;&gt;&lt;script&gt;&amp;" in page


def test_what_is_safe_already_stays_as_it_is():
    assert "<b>555-0100</b>" in fill(HEAD, {"phone": mark_safe("<b>555-0100</b>")})


def test_each_language_is_drawn_by_itself(monkeypatch):
    drawn = counted(monkeypatch)
    for language in ("en", "es", "en"):
        with translation.override(language):
            fill(HEAD, {"phone": "555-0100"})
    assert len(drawn) == 2


def test_what_a_template_could_not_be_drawn_for_is_refused():
    with pytest.raises(TypeError, match="float"):
        fill(HEAD, {"phone": 1.5})


def test_only_so_many_shapes_are_held(monkeypatch):
    monkeypatch.setattr(shapes, "MOST", 3)
    for number in range(10):
        fill(HEAD, {"loading": number})
    assert len(shapes._drawn) <= 3


def test_who_works_on_a_template_sees_it_drawn_each_time(settings, monkeypatch):
    settings.DEBUG = True
    drawn = counted(monkeypatch)
    for _ in range(2):
        fill(HEAD, {"phone": "555-0100"})
    assert len(drawn) == 2

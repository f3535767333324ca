"""Words and a photo on a card: always whole, whatever the words."""

import io

import pytest
from PIL import Image

from recovery_site.social_picture import PANEL, _drawable, _fitting, _font, _wrapped, draw

RED = Image.new("RGB", (300, 200), "red")


def picture(**words) -> Image.Image:
    return Image.open(io.BytesIO(draw(**{"title": "Oak House"} | words)))


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"title": ""},
        {"title": "W" * 300},
        {"title": "A house with a long name " * 10, "lines": ["A long line " * 20] * 2},
        {"title": "李さんの家 🏠", "foot": "İstanbul"},
        {"photo": RED},
        {"photo": Image.new("RGB", (1, 4000), "red"), "focus": (0, 100)},
    ],
)
def test_any_words_give_a_picture_of_the_size_that_is_asked_for(words):
    assert (picture(**words).format, picture(**words).size) == ("JPEG", (1200, 630))


def test_the_photo_stands_beside_the_words():
    card = picture(photo=RED)
    assert card.getpixel((PANEL + 20, 300))[0] > 200 > 60 > card.getpixel((PANEL + 20, 300))[1]
    assert min(card.getpixel((PANEL - 20, 20))) > 230


@pytest.mark.parametrize(("focus", "red"), [((0, 50), True), ((100, 50), False)])
def test_the_focus_stays_in_view(focus, red):
    photo = Image.new("RGB", (1600, 400), "white")
    photo.paste("red", (0, 0, 300, 400))
    shown = picture(photo=photo, focus=focus).getpixel((PANEL + 40, 300))
    assert (shown[1] < 60) is red


def test_words_stay_inside_their_column():
    for words in ("Casa Ceiba de Corazón", "Donaudampfschiffahrtsgesellschaft", "a b " * 60):
        font, rows = _fitting(words, 448)
        assert all(font.getlength(row) <= 460 for row in rows)
        assert 1 <= len(rows) <= 4


def test_a_name_too_long_for_any_size_ends_in_dots():
    assert _fitting("Live Oak House of Hope " * 12, 448)[1][-1].endswith("…")
    assert not _fitting("Live Oak House", 448)[1][-1].endswith("…")


def test_accents_are_drawn_and_foreign_ones_are_dropped_gently():
    font = _font("fraunces", 50, 600)
    assert _drawable("Corazón ñ é", font) == "Corazón ñ é"
    assert _drawable("Dům", font) == "Dum"
    assert _drawable("🏠 Oak", font).strip() == "Oak"


def test_a_word_wider_than_its_row_is_broken():
    rows = _wrapped("x" * 200, _font("figtree", 32, 500), 300)
    assert "".join(rows) == "x" * 200
    assert len(rows) > 5

"""The picture that others show beside a link: a name, a few words, and a photo where there is one.

Drawn with the site's own fonts and colours, 1200 × 630 as the networks ask for.
"""

import io
import unicodedata
from collections.abc import Sequence
from functools import cache

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont, ImageOps

# Raise it when the drawing changes: pictures drawn before are out of date then.
DESIGN = 1
SIZE = (1200, 630)
PANEL = 560
MARGIN = 56
PAPER, INK, SOFT_INK, GREEN, SUN, CORAL = (
    "#fbf7f0", "#16312d", "#4c635e", "#2a7263", "#f5c568", "#f6a990",
)  # fmt: skip
FONTS = settings.BASE_DIR / "static" / "vendor" / "fonts"
TITLE_SIZES = (76, 66, 58, 50, 42)
MOST_LINES = 4


def draw(
    *,
    title: str,
    lines: Sequence[str] = (),
    foot: str = "",
    photo: Image.Image | None = None,
    focus: tuple[int, int] = (50, 50),
) -> bytes:
    """A JPEG. `focus` is the point of `photo` to keep in view, in percent from its left and top."""
    card = Image.new("RGB", SIZE, PAPER)
    width = SIZE[0]
    if photo is not None:
        frame = (SIZE[0] - PANEL, SIZE[1])
        centre = (focus[0] / 100, focus[1] / 100)
        card.paste(
            ImageOps.fit(photo, frame, Image.Resampling.LANCZOS, centering=centre), (PANEL, 0)
        )
        width = PANEL
    card.paste(_mark(), (MARGIN, MARGIN))
    _write(ImageDraw.Draw(card), width - 2 * MARGIN, title, lines, foot)
    file = io.BytesIO()
    card.save(file, "JPEG", quality=85, optimize=True)
    return file.getvalue()


def _write(
    pen: ImageDraw.ImageDraw, width: int, title: str, lines: Sequence[str], foot: str
) -> None:
    font, rows = _fitting(title, width)
    top = 150
    for row in rows:
        pen.text((MARGIN, top), row, INK, font)
        top += round(font.size * 1.12)
    top += 28
    small = _font("figtree", 32, 500)
    for row in [row for line in lines for row in _wrapped(line, small, width)]:
        pen.text((MARGIN, top), row, SOFT_INK, small)
        top += 46
    strong = _font("figtree", 26, 650)
    pen.text(
        (MARGIN, SIZE[1] - MARGIN), _wrapped(foot, strong, width)[0], GREEN, strong, anchor="ls"
    )


def _mark() -> Image.Image:
    """The leaf of the logo. Drawn large and made small, which smooths its edges."""
    side, mark = 240, Image.new("RGB", (240, 240), PAPER)
    pen, middle = ImageDraw.Draw(mark), side / 2
    pen.ellipse((2, 2, side - 2, side - 2), GREEN)
    pen.line((middle, 230, middle, 52), SUN, 15)
    for top, reach in ((60, 64), (108, 68), (160, 44)):
        low = top + reach * 0.75
        roof = [(middle - reach, low), (middle, top), (middle + reach, low)]
        pen.line(roof, CORAL, 14, joint="curve")
    return mark.resize((64, 64), Image.Resampling.LANCZOS)


def _fitting(title: str, width: int) -> tuple[ImageFont.FreeTypeFont, list[str]]:
    """The largest letters with which the title takes few lines; the end is cut if none does."""
    for size in TITLE_SIZES:
        font = _font("fraunces", size, 600)
        rows = _wrapped(title, font, width)
        if len(rows) <= MOST_LINES - (size > 60):
            return font, rows
    return font, [*rows[: MOST_LINES - 1], f"{rows[MOST_LINES - 1].rstrip('.,;: ')}…"]


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Rows of whole words. A word that is wider than a row is broken."""
    rows = [""]
    for word in _drawable(text, font).split():
        joined = f"{rows[-1]} {word}".strip()
        if font.getlength(joined) <= width:
            rows[-1] = joined
            continue
        rows.append("")
        for letter in word:
            if font.getlength(rows[-1] + letter) > width:
                rows.append("")
            rows[-1] += letter
    return [row for row in rows if row] or [""]


def _drawable(text: str, font: ImageFont.FreeTypeFont) -> str:
    """Letters that the font lacks lose their accent, or go."""
    plain = (
        letter if _has(font, letter) else unicodedata.normalize("NFKD", letter)[0]
        for letter in unicodedata.normalize("NFC", text)
    )
    return "".join(letter for letter in plain if _has(font, letter))


def _has(font: ImageFont.FreeTypeFont, letter: str) -> bool:
    return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask("\U0010fffd"))


@cache
def _font(name: str, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(
        str(FONTS / f"{name}.woff2"), size, layout_engine=ImageFont.Layout.BASIC
    )
    font.set_variation_by_axes([weight])
    return font

"""The pictures in a text: from files that fit the screen, in a place that is kept free."""

import re
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from articles.html import CleanHtml
from articles.models import Picture
from recovery_site.pictures import FOLDER, IN_TEXT, PictureFiles

_HEX = "[0-9a-f]"
_VERSION = rf"{_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}"
# As `tree.write` writes one; its size is that of the file named, which is IN_TEXT wide or less.
_IMG = re.compile(
    rf'<img src="(?P<src>{re.escape(settings.MEDIA_URL)}{FOLDER}/(?P<version>{_VERSION})/[^"]*)"'
    r' alt="(?P<alt>[^"]*)"(?: width="(?P<width>\d+)")?(?: height="(?P<height>\d+)")?>'
)
SIZES = "(min-width: 41rem) 37rem, 94vw"
# A column of text is 37rem wide, which is 1184 pixels on a screen with two to a point.
WIDEST = 1280
# A picture this near to the beginning may be the largest thing that a screen shows first.
FIRST_LETTERS = 700
_TAG = re.compile(r"<[^>]*>")


class Leading(NamedTuple):
    """What a page without a cover fetches before anything else."""

    srcset: str
    sizes: str


def drawn(html: str, *, first_early: bool = False) -> CleanHtml:
    """`html`, cleaned, with a source for every screen around each of its pictures."""
    if "<img" not in html:
        return CleanHtml(html)
    leading = _leading(html) if first_early else None
    first = leading.start() if leading else -1
    return CleanHtml(_IMG.sub(lambda found: _picture(found, eager=found.start() == first), html))


def _picture(found: re.Match[str], *, eager: bool) -> str:
    when = 'fetchpriority="high"' if eager else 'loading="lazy"'
    sources = "".join(
        f'<source type="image/{kind}" srcset="{srcset}" sizes="{SIZES}">'
        for kind, srcset in _srcsets(found).items()
    )
    return f'<picture>{sources}{found[0].removesuffix(">")} {when} decoding="async"></picture>'


def leading_picture(html: str) -> Leading | None:
    found = _leading(html)
    return Leading(_srcsets(found)["avif"], SIZES) if found else None


def with_sizes(html: str) -> CleanHtml:
    """`html`, cleaned, with the size of each picture of the library that says none."""
    silent = {UUID(found["version"]) for found in _IMG.finditer(html) if not found["height"]}
    if not silent:
        return CleanHtml(html)
    sizes = {row.version: row.in_text for row in Picture.objects.filter(version__in=silent)}

    def say(found: re.Match[str]) -> str:
        size = sizes.get(UUID(found["version"]))
        if found["height"] or size is None:
            return found[0]
        named = f'src="{found["src"]}" alt="{found["alt"]}"'
        return f'<img {named} width="{size.width}" height="{size.height}">'

    return CleanHtml(_IMG.sub(say, html))


def _leading(html: str) -> re.Match[str] | None:
    found = _IMG.search(html) if "<img" in html else None
    before = _TAG.sub("", html[: found.start()]) if found else ""
    return found if len(before) < FIRST_LETTERS else None


def _srcsets(found: re.Match[str]) -> dict[str, str]:
    """What is narrower than the file that a text names is a small picture; others are wider."""
    width = int(found["width"] or IN_TEXT)
    files = PictureFiles(UUID(found["version"]), width if 0 < width < IN_TEXT else WIDEST, 0)
    return {"avif": files.avif_srcset, "webp": files.webp_srcset}

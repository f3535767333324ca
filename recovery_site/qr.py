"""QR codes for printed pages."""

from collections.abc import Iterable
from itertools import groupby

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

# What the standard asks for around a code, in modules.
QUIET = 4


def qr_svg(url: str, *, title: str) -> SafeString:
    """`url` as a picture, black on white in every theme; `title` is for who can't see it.

    It may stand in a page or be a file of its own. The error correction stands a crease or a
    coffee stain (M, 15 %).
    """
    code = segno.make_qr(url, error="m", boost_error=False)
    side = code.symbol_size(border=QUIET)[0]
    rows = enumerate(code.matrix_iter(border=QUIET))
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" viewBox="0 0 {0} {0}"'
        ' shape-rendering="crispEdges"><title>{1}</title>'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path d="{2}"/></svg>',
        side,
        title,
        "".join(_dark(y, row) for y, row in rows),
    )


def _dark(y: int, row: Iterable[int]) -> str:
    """The dark stretches of a row, each as a rectangle of a path."""
    path, x = "", 0
    for dark, modules in groupby(row):
        length = len(list(modules))
        if dark:
            path += f"M{x} {y}h{length}v1h-{length}z"
        x += length
    return path

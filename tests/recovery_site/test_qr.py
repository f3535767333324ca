import re

import pytest
import segno

from recovery_site.qr import QUIET, qr_svg
from tests.markup import forbidden_in

URL = "https://seagrape.example/houses/boynton-beach-fl/banyan-house/"
STRETCH = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")


def drawn(svg: str) -> set[tuple[int, int]]:
    return {
        (int(x) + step, int(y))
        for x, y, length, _back in STRETCH.findall(svg)
        for step in range(int(length))
    }


@pytest.mark.parametrize("url", [URL, "https://a.example/", URL + "x" * 400, "/ñ/?a=1&b=2"])
def test_every_dark_module_is_drawn_and_no_other(url: str) -> None:
    matrix = segno.make_qr(url, error="m", boost_error=False).matrix
    dark = {
        (x + QUIET, y + QUIET)
        for y, row in enumerate(matrix)
        for x, module in enumerate(row)
        if module
    }
    svg = qr_svg(url, title="A code")
    assert drawn(svg) == dark
    side = len(matrix) + 2 * QUIET
    assert f'viewBox="0 0 {side} {side}"' in svg


def test_it_has_a_name_and_nothing_inline() -> None:
    svg = qr_svg(URL, title='"This" <list>')
    assert 'role="img"' in svg
    assert "<title>&quot;This&quot; &lt;list&gt;</title>" in svg
    assert forbidden_in(svg) == []


def test_it_is_light_enough_to_stand_in_a_page() -> None:
    assert len(qr_svg(URL, title="A code")) < 12_000

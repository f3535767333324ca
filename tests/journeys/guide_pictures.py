"""Takes the pictures of docs/guides anew, on the demo site: `make guides`.

No part of the suite: it writes into docs/guides/pictures.
"""

import io
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.environment import ROOT

PICTURES = Path(ROOT) / "docs/guides/pictures"
QUALITY = 80


class Shot(NamedTuple):
    """What is opened, and what is tapped then; on a phone or at a desk."""

    name: str
    path: str
    screen: str = "desktop"
    taps: tuple[str, ...] = ()


BOARD = "/admin/listings/bed/board/"
QUEUE = "/admin/intake/callbackrequest/"
HOUSES = "/admin/listings/house/"
FIRST_ROW = "#result_list tbody tr:first-child th a"

SHOTS = (
    Shot("start", "/admin/"),
    Shot("queue", QUEUE, "phone"),
    Shot("request", f"{QUEUE}?queue=late", "phone", (FIRST_ROW,)),
    Shot("numbers", f"{QUEUE}numbers/"),
    Shot("board", BOARD),
    Shot("board-bed", BOARD, "phone", (".board-bed >> nth=0",)),
    Shot("waitlist", "/admin/intake/wait/"),
    Shot("your-houses", f"{HOUSES}mine/", "phone"),
    Shot("house", HOUSES, taps=(FIRST_ROW,)),
    Shot("occupancy", f"{HOUSES}occupancy/"),
    Shot("spreadsheets", "/admin/listings/sheetimport/"),
    Shot("invite", "/admin/listings/operator/invite/"),
    Shot("article", "/admin/articles/article/", taps=(FIRST_ROW,)),
    Shot("links", "/admin/articles/article/links/"),
)


@pytest.mark.parametrize(
    ("screen", "shot"),
    [pytest.param(shot.screen, shot, id=shot.name) for shot in SHOTS],
    indirect=["screen"],
)
def test_a_picture_is_taken(shot: Shot, staff_page: Page) -> None:
    page = staff_page
    page.goto(shot.path)
    for tap in shot.taps:
        page.locator(tap).click()
        page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    PICTURES.mkdir(exist_ok=True)
    picture.save(PICTURES / f"{shot.name}.webp", quality=QUALITY, method=6)

"""What a first visit costs somebody on a cheap phone."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

KILOBYTE = 1000
PICTURES = "/media/"
# Comes last, and only to a screen that shows it: on a phone, somebody has to ask for it.
MAP = re.compile(r"/static/(vendor/(leaflet|us-atlas)/|js/map_|css/map_)")


def weigh(page: Page, path: str) -> dict[str, int]:
    """Bytes over the wire of each address that a first visit to `path` asks for."""
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request))
    page.goto(path, wait_until="networkidle")
    sizes = {}
    for request in finished:
        size = request.sizes()
        sizes[urlsplit(request.url).path] = size["responseBodySize"] + size["responseHeadersSize"]
    return sizes


ARTICLE = "/articles/peer-support-in-prescription-drug-rehab/"


@pytest.mark.parametrize(
    "path", ["/", "/houses/", "/houses/boynton-beach-fl/", "/articles/", ARTICLE]
)
def test_a_first_visit_is_light(path: str, page: Page, screen: str) -> None:
    sizes = weigh(page, path)
    map_parts = {name: sizes.pop(name) for name in list(sizes) if MAP.match(name)}
    pictures = sum(size for name, size in sizes.items() if name.startswith(PICTURES))
    rest = sum(sizes.values()) - pictures
    assert bool(map_parts) == (screen == "desktop" and path.startswith("/houses/"))
    assert sum(map_parts.values()) <= 80 * KILOBYTE, map_parts
    assert any(name.endswith(".woff2") for name in sizes), "the fonts were not weighed"
    assert pictures, "the pictures were not weighed"
    assert rest <= 120 * KILOBYTE, sizes
    assert pictures + rest <= 300 * KILOBYTE, sizes

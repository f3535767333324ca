"""What a first visit costs somebody on a cheap phone."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

KILOBYTE = 1000
PICTURES = "/media/"


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


@pytest.mark.parametrize("path", ["/", "/houses/", "/houses/boynton-beach-fl/", "/articles/"])
def test_a_first_visit_is_light(path: str, page: Page) -> None:
    sizes = weigh(page, path)
    pictures = sum(size for name, size in sizes.items() if name.startswith(PICTURES))
    rest = sum(sizes.values()) - pictures
    assert any(name.endswith(".woff2") for name in sizes), "the fonts were not weighed"
    assert pictures, "the pictures were not weighed"
    assert rest <= 120 * KILOBYTE, sizes
    assert pictures + rest <= 300 * KILOBYTE, sizes

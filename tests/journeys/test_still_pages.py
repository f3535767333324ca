"""An article stands still while it loads, and what people see first comes first."""

import pytest
from playwright.sync_api import Page

WATCHED = """() => {
  window.shifts = []
  window.largest = null
  new PerformanceObserver((list) => {
    const own = list.getEntries().filter((entry) => !entry.hadRecentInput)
    window.shifts.push(...own.map((entry) => entry.value))
  }).observe({ type: "layout-shift", buffered: true })
  new PerformanceObserver((list) => {
    const { element, url } = list.getEntries().at(-1)
    window.largest = { tag: element?.tagName ?? "", url }
  }).observe({ type: "largest-contentful-paint", buffered: true })
}"""
# As articles with a cover, with a long list of contents, and a standing page have it.
PATHS = [
    "/articles/peer-support-in-prescription-drug-rehab/",
    "/articles/what-sober-living-costs/",
    "/for-families/",
]
MOST_SHIFT = 0.01


@pytest.mark.parametrize("path", PATHS)
def test_nothing_moves_and_the_largest_thing_is_text_or_was_preloaded(
    path: str, page: Page
) -> None:
    page.add_init_script(f"({WATCHED})()")
    page.goto(path, wait_until="networkidle")
    page.mouse.wheel(0, 4000)  # pictures further down come now
    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => window.largest")
    assert sum(page.evaluate("window.shifts")) <= MOST_SHIFT
    largest = page.evaluate("window.largest")
    preloaded = page.evaluate(
        "[...document.querySelectorAll('link[rel=preload][as=image]')].map((l) => l.imageSrcset)"
    )
    is_preloaded = any(largest["url"].rpartition("/pictures/")[2] in one for one in preloaded)
    assert largest["tag"] != "IMG" or is_preloaded, largest

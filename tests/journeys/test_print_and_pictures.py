"""A house on paper, and its pictures large."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import AT_A_DESK

HOUSE = "/houses/boynton-beach-fl/banyan-house/"
PAGES = re.compile(rb"/Type\s*/Page\b")
SHOWN = "[...document.querySelectorAll('.lightbox-slide img')].filter(img => img.naturalWidth)"
PAPERS = ("Letter", "A4")
# Fonts, and pictures further down too: a print has them all.
DRAWN = """() => {
  const pictures = [...document.images]
  for (const one of pictures) one.loading = "eager"
  return Promise.all([document.fonts.ready, ...pictures.map((one) => one.decode().catch(() => {}))])
}"""


def houses(page: Page) -> list[str]:
    page.goto("/houses/")
    links = page.locator("article.house-card h3 a")
    return links.evaluate_all("links => links.map(link => link.pathname)")


@AT_A_DESK
def test_every_house_and_its_questions_fit_one_sheet(page: Page) -> None:
    paths = houses(page)
    assert len(paths) >= 12
    for path in paths:
        for sheet in (path, f"{path}questions/"):
            page.goto(sheet)
            page.evaluate(DRAWN)
            for paper in PAPERS:
                pdf = page.pdf(format=paper, print_background=True)
                assert len(PAGES.findall(pdf)) == 1, (sheet, paper)


@pytest.mark.parametrize("path", [HOUSE, f"{HOUSE}questions/"])
def test_a_print_has_the_phone_and_a_code_to_the_page(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator(".print-head")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".print-head")).to_be_visible()
    expect(page.locator(".print-head")).to_contain_text("833-285-1315")
    code = page.locator("img.qr")
    expect(code).to_be_visible()
    page.wait_for_function("() => document.querySelector('img.qr').naturalWidth > 0")


def at_rest(page: Page) -> None:
    """The row has stopped moving."""
    row, before = page.locator(".lightbox-row"), -1
    for _look in range(50):
        left = row.evaluate("row => row.scrollLeft % row.clientWidth ? -2 : row.scrollLeft")
        if left == before:
            return
        before = left
        page.wait_for_timeout(150)
    pytest.fail("The row never comes to rest.")


def swipe(page: Page) -> None:
    at_rest(page)
    touch = page.context.new_cdp_session(page)
    for kind, x in [("Start", 300), *(("Move", x) for x in range(290, 60, -20)), ("End", 0)]:
        points = [] if kind == "End" else [{"x": x, "y": 370}]
        touch.send("Input.dispatchTouchEvent", {"type": f"touch{kind}", "touchPoints": points})
        page.wait_for_timeout(16)


def test_pictures_are_seen_large_by_keyboard_and_by_swiping(page: Page, screen: str) -> None:
    page.goto(HOUSE)
    second = page.locator(".gallery a").nth(1)
    second.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    place = dialog.locator("[aria-live]")
    expect(place).to_have_text("2 of 5")
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("3 of 5")
    if screen == "phone":
        swipe(page)
    else:
        dialog.get_by_role("button", name="Next").click()
    expect(place).to_have_text("4 of 5")
    shown = page.locator(".gallery a img").nth(3).get_attribute("alt") or ""
    expect(dialog.locator("p").last).to_have_text(shown)
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("1 of 5")


def test_the_large_picture_is_the_best_file_and_the_next_one_is_there(page: Page) -> None:
    page.goto(HOUSE)
    page.locator(".gallery a").first.click()
    page.wait_for_function(f"() => {SHOWN}.length >= 3")
    files = page.evaluate(f"{SHOWN}.map(img => img.currentSrc)")
    assert [file.rsplit(".")[-1] for file in files] == ["avif"] * 3


def test_focus_stays_inside_and_returns_to_the_picture(page: Page) -> None:
    page.goto(HOUSE)
    page.locator(".gallery a").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Close")).to_be_focused()
    inside = "document.querySelector('dialog').contains(document.activeElement)"
    for _press in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(f"{inside} || document.activeElement === document.body")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".gallery a").nth(1)).to_be_focused()


def test_without_a_script_each_picture_is_a_link_to_its_file(no_js_page: Page) -> None:
    no_js_page.goto(HOUSE)
    address = no_js_page.locator(".gallery a").first.get_attribute("href") or ""
    assert no_js_page.request.get(address).headers["content-type"] == "image/jpeg"


def test_the_bar_to_call_and_ask_fits_the_smallest_screen(no_js_page: Page) -> None:
    page = no_js_page
    page.set_viewport_size({"width": 320, "height": 640})
    for path in (HOUSE, f"{HOUSE}questions/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.goto(HOUSE)
    for link in page.locator(".sticky-bar a").all():
        box = link.bounding_box()
        assert box
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320

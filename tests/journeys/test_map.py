"""Where the homes are: on a map for those who can draw one, by hand, by keyboard, and as a list."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

LIST = "/houses/"
HOUSE = "/houses/boynton-beach-fl/banyan-house/"
CITY = "/houses/boynton-beach-fl/"


def see_map(page: Page, path: str = LIST) -> Locator:
    """The map, drawn; on a phone somebody asks for it first."""
    page.goto(path)
    show = page.get_by_text("Show the map")
    if path != HOUSE and show.is_visible():
        assert page.locator(".map-box").count() == 0
        show.click()
    return drawn(page)


def drawn(page: Page) -> Locator:
    page.locator(".map").scroll_into_view_if_needed()
    box = page.locator(".map-box")
    # Names come last, after the outlines of counties.
    expect(box.locator(".map-name:not([hidden])").first).to_be_attached()
    return box


def press_until(page: Page, key: str, wanted: Locator) -> None:
    for _ in range(40):
        page.keyboard.press(key)
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    pytest.fail(f"{key} never gets there")


def test_the_map_shows_every_home_as_a_circle_over_its_county(page: Page) -> None:
    box = see_map(page)
    assert box.locator(".map-land").count() >= 60
    several = box.locator(".map-bunch").evaluate_all("all => all.map(one => +one.textContent)")
    assert box.locator(".map-area").count() + sum(several) == page.locator(".house-card").count()
    assert box.locator("img").count() == 0
    expect(page.locator(".map > .map-places")).to_be_hidden()


@pytest.mark.parametrize("path", [LIST, CITY, HOUSE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_there_is_nothing_for_axe_to_find(
    path: str, scheme: str, page: Page, check_looks: Callable[..., None]
) -> None:
    page.emulate_media(color_scheme=scheme)
    box = see_map(page, path)
    check_looks(page)
    homes = box.locator(".map-area[role=button]:not([d='M0 0'])")
    if path != HOUSE:
        homes.first.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".map-popup")).to_be_visible()
        check_looks(page)


def test_a_home_is_opened_by_keyboard(page: Page) -> None:
    box = see_map(page, CITY)
    page.locator(".map-skip").focus()
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    home = box.get_by_role("button", name=re.compile("^Banyan House, Boynton Beach, FL, "))
    press_until(page, "Tab", home)
    page.keyboard.press("Enter")
    link = page.locator(".map-popup").get_by_role("link", name="Banyan House")
    expect(link).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)
    expect(home).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{HOUSE}$"))


def test_homes_close_together_come_apart_by_keyboard(page: Page) -> None:
    box = see_map(page)
    several = box.locator(".map-bunch")
    before = several.count()
    several.last.focus()
    expect(several.last).to_have_attribute("aria-label", re.compile(r"^\d+ homes close together$"))
    page.keyboard.press("Enter")
    expect(several).not_to_have_count(before)
    expect(box).to_be_focused()


def test_the_map_moves_and_zooms_by_keyboard(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    box = see_map(page, CITY)
    home = box.locator(".map-area").first
    where = home.bounding_box()
    box.focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_function(
        "([one, x]) => one.getBoundingClientRect().x > x", arg=[home.element_handle(), where["x"]]
    )
    page.keyboard.press("-")
    page.wait_for_function(
        "([one, w]) => one.getBoundingClientRect().width < w",
        arg=[home.element_handle(), where["width"]],
    )
    for name in ("Closer", "Farther away"):
        expect(box.get_by_role("button", name=name)).to_be_visible()


def test_the_map_can_be_skipped(page: Page) -> None:
    see_map(page)
    skip = page.get_by_role("link", name="Skip the map")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".map-box :focus")).to_have_count(0)
    expect(page.locator("#results-title")).to_be_in_viewport()


def test_a_card_and_its_circle_point_at_each_other(page: Page) -> None:
    box = see_map(page, CITY)
    card = page.locator(".house-card").first
    card.get_by_role("link").focus()
    expect(box.locator(".is-marked")).to_have_count(1)
    page.locator(".map-skip").focus()
    expect(box.locator(".is-marked")).to_have_count(0)
    name = card.get_by_role("heading").inner_text()
    box.get_by_role("button", name=re.compile(f"^{name}, ")).focus()
    expect(card).to_have_attribute("data-marked", "")
    expect(page.locator(".house-card[data-marked]")).to_have_count(1)


def test_results_that_came_without_a_new_page_have_a_map(page: Page, screen: str) -> None:
    see_map(page)
    page.evaluate("() => { window.samePage = true }")
    if screen == "phone":
        page.locator("#filters > summary").click()
    page.get_by_label("A bed is open now").check()
    expect(page).to_have_url(re.compile("open=now"))
    drawn(page)
    page.wait_for_function(
        """() => {
          const cards = document.querySelectorAll('.house-card').length;
          const bunches = [...document.querySelectorAll('.map-bunch')];
          const several = bunches.map((one) => +one.textContent);
          const alone = document.querySelectorAll('.map-area').length;
          return cards === several.reduce((sum, n) => sum + n, alone);
        }"""
    )
    assert page.evaluate("window.samePage")
    expect(page.locator(".map-box")).to_have_count(1)
    page.locator(".house-card").first.get_by_role("link").focus()
    expect(page.locator(".map-box .is-marked")).to_have_count(1)


def test_the_house_page_shows_one_circle_and_no_point(page: Page) -> None:
    box = see_map(page, HOUSE)
    expect(box.get_by_role("img", name=re.compile("^Banyan House"))).to_be_visible()
    assert box.locator(".leaflet-marker-icon:not(.map-name)").count() == 0
    expect(page.locator(".where")).to_contain_text("within about a mile")


@pytest.mark.parametrize("path", [LIST, CITY, HOUSE])
def test_without_javascript_there_is_a_list(path: str, no_js_page: Page, screen: str) -> None:
    page = no_js_page
    page.goto(path)
    if path != HOUSE and screen == "phone":
        page.get_by_text("Show the map").click()
    expect(page.locator(".map-places").get_by_text("Banyan House")).to_be_visible()
    if path != HOUSE:
        homes = page.locator(".map-places > li")
        assert homes.count() == page.locator(".house-card").count()


def test_a_map_is_not_printed(page: Page) -> None:
    see_map(page, HOUSE)
    page.emulate_media(media="print")
    expect(page.locator(".where")).to_be_hidden()

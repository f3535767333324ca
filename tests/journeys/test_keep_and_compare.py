"""A mother keeps three homes, compares them, sends the list to her son and prints it."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

ONE_PAGE = 1


def card(page: Page, number: int) -> Locator:
    return page.locator("article.house-card").nth(number)


def name_of(one: Locator) -> str:
    return one.get_by_role("heading").inner_text()


def keep(page: Page, number: int) -> str:
    name = name_of(card(page, number))
    card(page, number).get_by_role("button", name=f"Keep {name}").click()
    return name


def expect_columns(page: Page, names: list[str]) -> None:
    expect(page.locator(".compare-name")).to_have_text(names)


def open_list(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Your list")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Homes to compare")


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_three_homes_are_kept_compared_and_shared(
    page: Page, new_page: Callable[..., Page], check_looks: Callable[..., None]
) -> None:
    page.goto("/houses/")
    expect(page.locator("[data-your-list]")).to_be_hidden()
    names = [keep(page, number) for number in (0, 2, 4)]
    expect(page.locator("[data-keep-status]")).to_have_text(f"{names[-1]} is on your list.")
    expect(page.locator("[data-count]")).to_have_text("3")
    expect(page).to_have_url(re.compile("/houses/$"))
    card(page, 0).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(names[0])
    expect(page.locator(".page-head .is-kept")).to_be_visible()
    check_looks(page)
    page.goto("/houses/")

    card(page, 4).get_by_role("button", name=re.compile(f"Kept.*{re.escape(names[2])}")).click()
    expect(page.locator("[data-count]")).to_have_text("2")
    keep(page, 4)

    open_list(page)
    expect_columns(page, names)
    check_looks(page)
    page.emulate_media(color_scheme="dark")
    page.reload()
    check_looks(page, rules=["color-contrast", "link-in-text-block"])
    page.get_by_role("link", name="Show only what differs").click()
    expect(page.locator(".compare .same")).to_have_count(0)
    page.get_by_role("link", name="Show all facts").click()

    link = page.get_by_label("This link holds the list").input_value()
    son = new_page()
    son.goto(link)
    expect_columns(son, names)
    expect(son.locator("[data-your-list]")).to_be_hidden()
    son.get_by_role("button", name="Keep these homes in this browser").click()
    expect(son.locator("[data-count]")).to_have_text("3")
    assert page.context.cookies() == son.context.cookies() == []

    son.get_by_role("link", name=re.compile("^Take off")).first.click()
    expect_columns(son, names[1:])
    expect(son.locator("[data-count]")).to_have_text("2")


def test_four_homes_print_on_one_page(page: Page) -> None:
    page.goto("/houses/")
    for start in (0, 5, 9):
        page.goto("/houses/")
        page.evaluate("localStorage.clear()")
        page.reload()
        for number in range(start, start + 4):
            keep(page, number)
        open_list(page)
        pdf = page.pdf(prefer_css_page_size=True)
        assert pages_of(pdf) == ONE_PAGE
        assert b"/MediaBox [0 0 792 612]" in pdf
    page.emulate_media(media="print")
    expect(page.locator(".shortlist-code svg")).to_be_visible()
    expect(page.get_by_text(re.compile("call 833-285-1315"))).to_be_visible()


def test_the_list_is_forgotten(page: Page) -> None:
    page.goto("/houses/")
    keep(page, 0)
    open_list(page)
    page.get_by_role("button", name="Forget my list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your list is empty.")
    page.goto("/houses/")
    expect(page.locator("[data-your-list]")).to_be_hidden()

    for leave in ("done", "shift", "month"):
        page.goto("/houses/")
        keep(page, 0)
        expect(page.locator("[data-your-list]")).to_be_visible()
        LEAVING[leave](page)
        page.goto("/houses/")
        expect(page.locator("[data-your-list]")).to_be_hidden()


def say_done(page: Page) -> None:
    page.goto("/ask-for-a-call/")
    page.get_by_label("First name").fill("Sam")
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("Phone").fill("561-555-0147")
    page.get_by_role("button", name="Ask us to call you").click()
    page.get_by_role("button", name="I’m done").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("done")


def press_shift(page: Page) -> None:
    page.route("https://**", lambda route: route.fulfill(body="elsewhere"))
    for _each in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://**")


def wait_a_month(page: Page) -> None:
    page.evaluate(
        """() => {
          const list = JSON.parse(localStorage.getItem("shortlist"))
          localStorage.setItem("shortlist", JSON.stringify({ ...list, until: Date.now() - 1 }))
        }"""
    )


LEAVING = {"done": say_done, "shift": press_shift, "month": wait_a_month}


def test_a_browser_that_keeps_nothing_still_makes_a_list(page: Page) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    page.goto("/houses/")
    name = keep(page, 1)
    expect(page).to_have_url(re.compile("/shortlist/.+/$"))
    expect_columns(page, [name])


def test_a_list_is_made_without_javascript(
    no_js_page: Page, check_looks: Callable[..., None]
) -> None:
    page = no_js_page
    page.goto("/houses/")
    names = [keep(page, 0)]
    expect(page.get_by_role("heading", level=1)).to_have_text("Homes to compare")

    page.get_by_role("link", name="Add more homes").click()
    first = page.locator(".shortlist-row").first
    names.append(name_of(first))
    first.get_by_role("button").click()
    expect_columns(page, names)

    page.get_by_role("link", name="Add more homes").click()
    link = page.locator(".shortlist-row").nth(1).get_by_role("link")
    names.append(link.inner_text())
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(names[2])
    page.get_by_role("button", name=f"Keep {names[2]}").click()
    expect_columns(page, names)

    page.get_by_role("link", name="Show only what differs").click()
    expect(page.locator(".compare .same")).to_have_count(0)
    page.get_by_role("link", name=f"Take off {names[0]}").click()
    expect_columns(page, names[1:])
    page.set_viewport_size({"width": 320, "height": 640})
    check_looks(page, rules=[])
    page.get_by_role("link", name="Add more homes").click()
    expect(page.locator(".shortlist-row").first).to_be_visible()
    check_looks(page, rules=[])

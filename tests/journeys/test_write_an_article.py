"""The editor: writes in the browser, publishes, corrects the address."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import AT_A_DESK

pytestmark = AT_A_DESK


def choose(page: Page, label: str, words: str) -> None:
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("searchbox", name=label).last.fill(words)
    page.get_by_role("option", name=words).click()


def test_an_article_is_written_published_and_moved(
    staff_page: Page, page: Page, check_looks: Callable[..., None]
) -> None:
    slug = "one-good-evening"
    staff_page.goto("/admin/articles/article/add/")
    staff_page.get_by_role("textbox", name="Title:").fill("One good evening")
    staff_page.get_by_role("textbox", name="Summary:").fill("What an evening in the house is like.")
    expect(staff_page.get_by_role("textbox", name="Address:")).to_have_value(slug)
    editor = staff_page.get_by_role("textbox", name="Text", exact=True)
    editor.click()
    staff_page.keyboard.type("Somebody cooks.\nCall us and come by.")
    staff_page.get_by_role("button", name="Call to action").click()

    # Nobody signs it yet, so it comes back with everything that was typed.
    staff_page.get_by_role("button", name="Publish").click()
    expect(staff_page.locator(".errornote")).to_be_visible()
    expect(editor).to_contain_text("Somebody cooks.")
    expect(editor.locator("aside")).to_have_text("Call us and come by.")

    choose(staff_page, "Topics", "What it costs")
    choose(staff_page, "Author", "The Seagrape Homes intake team")
    staff_page.get_by_role("button", name="Publish").click()
    expect(staff_page.locator(".messagelist")).to_contain_text("is published")

    page.goto(f"/articles/{slug}/")
    expect(page.locator(".prose").first).to_contain_text("Somebody cooks.")
    expect(page.locator("aside.cta")).to_have_text("Call us and come by.")

    staff_page.get_by_role("textbox", name="Address:").fill(f"{slug}-at-home")
    with staff_page.expect_navigation():
        staff_page.get_by_role("button", name="Save and continue editing").click()
    check_looks(staff_page, also_on="phone")
    page.goto(f"/articles/{slug}/")
    expect(page).to_have_url(f"/articles/{slug}-at-home/")

    with staff_page.expect_navigation():
        staff_page.get_by_role("button", name="Back to draft").click()
    answer = page.goto(f"/articles/{slug}-at-home/")
    assert answer is not None
    assert answer.status == 404


def test_places_that_the_page_fills_are_put_in_from_the_menu(staff_page: Page) -> None:
    staff_page.goto("/admin/articles/article/add/")
    editor = staff_page.get_by_role("textbox", name="Text", exact=True)
    editor.click()
    staff_page.keyboard.type("We guarantee it.")
    staff_page.get_by_role("button", name="Crisis lines").click()
    staff_page.get_by_role("button", name="Homes in …").click()
    staff_page.get_by_label("City").last.select_option(label="Boynton Beach, FL")
    staff_page.get_by_role("button", name="Insert", exact=True).click()
    expect(editor.locator("aside")).to_have_text(
        [re.compile("Crisis lines"), re.compile("Boynton Beach, FL")]
    )
    body = staff_page.locator("#id_body").input_value()
    assert '<p>We guarantee it.</p><aside class="crisis"></aside>' in body
    assert '<aside class="houses" data-city="boynton-beach-fl"></aside>' in body

    # The checklist follows what is typed, and leads to it.
    checklist = staff_page.get_by_role("region", name="Before it goes out")
    checklist.get_by_role("link", name=re.compile("guarantee")).click()
    expect(editor).to_be_focused()
    assert staff_page.evaluate("getSelection().toString()").strip() == "We guarantee it."

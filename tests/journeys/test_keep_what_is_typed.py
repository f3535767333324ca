"""An editor's session ends, a save fails, or somebody else saves: what was typed is still there."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import AT_A_DESK, Site, sign_in

pytestmark = AT_A_DESK

DRAFTS = "Object.keys(localStorage).filter(key => key.startsWith('draft:')).length"


def first_article(page: Page) -> str:
    page.goto("/admin/articles/article/?q=costs")
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/**")
    return page.url


def save(page: Page) -> None:
    with page.expect_navigation():  # the page before may say of its own that it was saved
        page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_what_was_typed_outlives_the_session(staff_page: Page, site: Site) -> None:
    page = staff_page
    url = first_article(page)
    summary = page.get_by_role("textbox", name="Summary:")
    text = page.get_by_role("textbox", name="Text", exact=True)
    old = summary.input_value()
    summary.fill("Typed before the session ended.")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" And a last sentence.")
    expect(page.locator(".draft-kept")).to_be_visible()
    page.context.clear_cookies(name="session")
    page.get_by_role("button", name="Save and continue editing").click()
    sign_in(page, site)
    page.goto(url)
    expect(summary).to_have_value(old)
    offer = page.get_by_role("region", name="You typed something here that was not saved")
    expect(offer).to_contain_text(re.compile(r"Typed: \w+ \d+, \d{4}.* The saved version is from"))
    page.get_by_role("button", name="Bring back what I typed").click()
    expect(summary).to_have_value("Typed before the session ended.")
    expect(text).to_contain_text("And a last sentence.")
    expect(offer).to_be_hidden()
    # Saved: the draft has done its work.
    save(page)
    page.wait_for_function(f"() => {DRAFTS} === 0")
    page.reload()
    expect(offer).to_be_hidden()
    summary.fill(old)
    save(page)


def test_a_new_article_that_was_never_saved_is_offered_with_its_rows(
    newly_signed_in_page: Page, check_looks
) -> None:
    page = newly_signed_in_page
    page.goto("/admin/articles/article/add/")
    page.get_by_role("textbox", name="Title:").fill("Never saved")
    page.get_by_text("Questions and answers", exact=True).first.click()
    page.locator("#questions-group .add-row a").click()
    page.locator("#id_questions-0-question").fill("Is it kept?")
    expect(page.locator(".draft-kept")).to_be_visible()
    page.goto("/admin/")
    page.goto("/admin/articles/article/add/")
    check_looks(page, also_on="phone")
    page.get_by_role("button", name="Bring back what I typed").click()
    expect(page.get_by_role("textbox", name="Title:")).to_have_value("Never saved")
    expect(page.locator("#id_questions-0-question")).to_have_value("Is it kept?")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    assert page.evaluate(DRAFTS) == 0


def test_the_later_of_two_is_told(staff_page: Page, check_looks) -> None:
    page = staff_page
    first_article(page)
    summary = page.get_by_role("textbox", name="Summary:")
    old = summary.input_value()
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_role("textbox", name="Summary:").fill("What the other one wrote.")
    save(other)
    summary.fill("What I wrote.")
    page.get_by_role("button", name="Save and continue editing").click()
    panel = page.get_by_role("region", name=re.compile("saved this on"))
    expect(panel.locator("ins")).to_contain_text("I")
    expect(panel.locator("del").first).to_contain_text("the other one")
    expect(summary).to_have_value("What I wrote.")
    rules = ["color-contrast", "label", "button-name", "heading-order"]
    check_looks(page, rules=rules, also_on="phone")
    page.get_by_role("button", name="Save mine over theirs").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(summary).to_have_value("What I wrote.")
    summary.fill(old)
    save(page)

"""Somebody reads before they dare to ask."""

import re

from playwright.sync_api import Page, expect


def test_an_article_is_read_and_ends_in_a_call(visitor: Page) -> None:
    page = visitor
    page.goto("/")
    page.get_by_role("link", name="All articles").click()
    page.get_by_role("link", name=re.compile("What peers can do")).first.click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("peers")
    contents = page.get_by_role("navigation", name="On this page")
    if page.viewport_size["width"] < 1000:  # beside the text it stands open, once the script ran
        page.get_by_text("On this page").click()
    expect(contents.get_by_role("link").first).to_be_visible()
    contents.get_by_role("link").nth(1).click()
    expect(page).to_have_url(re.compile(r"#[a-z0-9-]+$"))
    target = page.url.rpartition("#")[2]
    expect(page.locator(f"[id='{target}']")).to_be_in_viewport()

    call = page.locator("main").get_by_role("link", name=re.compile("833-285-1315")).last
    expect(call).to_have_attribute("href", "tel:+18332851315")

    page.get_by_label("First name").fill("Alex")
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("Phone").fill("561.555.0144")
    page.get_by_role("button", name="Ask us to call you").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")


def test_shift_three_times_leaves_the_site_at_once(page: Page) -> None:
    page.route("https://**", lambda route: route.abort())
    page.goto("/articles/")
    with page.expect_request(lambda request: not request.url.startswith("http://localhost")):
        for _each in range(3):
            page.keyboard.press("Shift")


def test_a_reader_searches_finds_the_passage_and_prints(visitor: Page) -> None:
    page = visitor
    page.goto("/articles/")
    page.get_by_label("Search the articles").fill("medicatoin")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="medication", exact=True).click()
    result = page.get_by_role("listitem").filter(has=page.get_by_role("heading")).first
    expect(result.locator("mark").first).to_contain_text(re.compile("medication", re.IGNORECASE))
    result.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Medication")

    page.emulate_media(media="print")
    expect(page.locator(".print-foot")).to_contain_text("833-285-1315")
    expect(page.locator(".print-foot img")).to_be_visible()
    expect(page.locator(".callback-form")).to_be_hidden()

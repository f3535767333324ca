"""The coordinator: a request comes in, is found, called and logged."""

import re

from playwright.sync_api import Page, expect


def ask(page: Page) -> str:
    page.goto("/ask-for-a-call/")
    page.get_by_label("First name").fill("Dana")
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("Phone").fill("561-555-0145")
    page.get_by_label("You may leave a voicemail").check()
    page.get_by_role("button", name="Ask us to call you").click()
    return page.locator(".reference-code").inner_text()


def test_staff_find_the_request_and_log_an_attempt(page: Page, staff_page: Page) -> None:
    reference = ask(page)

    staff_page.goto("/admin/intake/callbackrequest/")
    staff_page.locator("#searchbar").fill(reference)
    staff_page.locator("#searchbar").press("Enter")
    staff_page.get_by_role("link", name=reference).click()
    expect(staff_page.locator("#content")).to_contain_text("Dana")
    expect(staff_page.locator("#content")).to_contain_text("561-555-0145")
    assert "Dana" not in staff_page.url

    staff_page.get_by_role("button", name=re.compile("No answer", re.IGNORECASE)).first.click()
    expect(staff_page.locator("#content")).to_contain_text("attempting", ignore_case=True)
    expect(staff_page.locator("#content")).to_contain_text("no answer", ignore_case=True)

"""Somebody changes their mind: no call, then everything deleted, without an account."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def ask(page: Page) -> None:
    page.goto("/ask-for-a-call/")
    page.get_by_label("First name").fill("Inez")
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("Phone").fill("561-555-0149")
    page.get_by_role("button", name="Ask us to call you").click()


def test_a_visitor_takes_it_back_and_has_it_deleted(
    no_js_page: Page, check_looks: Callable[..., None]
) -> None:
    page = no_js_page
    ask(page)
    page.get_by_role("link", name="take this request back").click()
    page.set_viewport_size({"width": 320, "height": 640})
    expect(page.get_by_role("heading", level=1)).to_have_text("Take your request back")
    check_looks(page, rules=[])
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("alert").first).to_contain_text("Choose one of these first.")

    page.get_by_label("Don’t call me any more").check()
    page.get_by_role("button", name="Do it").click()
    expect(page.locator("main")).to_contain_text("nobody will call you")

    page.get_by_label("Delete what I told you").check()
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you told us is deleted.")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("What you told us is deleted.")
    assert page.context.cookies() == []
    assert "Inez" not in page.url


def test_the_page_has_nothing_for_axe(page: Page, check_looks: Callable[..., None]) -> None:
    ask(page)
    page.get_by_role("link", name="take this request back").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Take your request back")
    check_looks(page)
    page.get_by_role("button", name="Do it").click()
    expect(page.get_by_role("alert").first).to_contain_text("Choose one of these first.")
    check_looks(page)

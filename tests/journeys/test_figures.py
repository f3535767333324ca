"""The owner: how fast people were answered, on a phone and at a desk."""

from playwright.sync_api import Page, expect


def test_the_owner_reads_how_fast_we_answer(staff_page: Page, check_looks) -> None:
    page = staff_page
    page.goto("/admin/")
    expect(page.locator(".spark .chart-dot").first).to_be_visible()
    check_looks(page)

    page.get_by_role("link", name="How fast we answer").click()
    page.get_by_role("link", name="Last 90 days").click()
    expect(page.get_by_role("link", name="Last 90 days")).to_have_attribute("aria-current", "page")
    expect(page.get_by_role("img", name="Time to the first attempt")).to_be_visible()
    for text in page.locator(".chart-text").all():
        assert text.evaluate("text => parseFloat(getComputedStyle(text).fontSize)") >= 12
    page.get_by_text("The same as a table").click()
    check_looks(page)

    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="moved in"))
    count = row.get_by_role("cell").nth(1).inner_text()
    row.get_by_role("link").click()
    expect(page.locator(".paginator")).to_contain_text(f"{count} callback request")
    check_looks(page)

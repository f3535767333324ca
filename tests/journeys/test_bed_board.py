"""The house manager: a bed is taken in two taps, and the mistake is undone."""

from playwright.sync_api import Page, expect

BOARD = "/admin/listings/bed/board/"


def test_a_bed_is_held_in_two_taps_and_that_is_undone(staff_page: Page) -> None:
    staff_page.goto(BOARD)
    bed = staff_page.locator(".board-open").first
    address = bed.get_attribute("href").partition("#")[0]
    bed.click()
    panel = staff_page.locator("#bed-now")
    panel.get_by_role("button", name="Held", exact=True).click()
    expect(panel.locator("h3")).to_contain_text("held, until")
    expect(staff_page.locator(f'[href^="{address}#"]')).to_contain_text("held")
    panel.get_by_role("button", name="Undo: it was open").click()
    expect(panel.locator("h3")).to_contain_text("open")
    expect(panel).to_contain_text("undone: open again")

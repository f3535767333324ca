"""An editor changes the photos of a house, with the mouse and with the keyboard."""

from playwright.sync_api import Page, expect

from tests.environment import ROOT

PATIO = ROOT / "listings/demo/photos/patio-2.jpg"


def open_photos(page: Page, house: str) -> None:
    page.goto("/admin/listings/house/?q=" + house)
    page.locator("#result_list").get_by_role("link", name=house).first.click()
    page.locator("label[for=tab-photos]").click()


def save(page: Page) -> None:
    with page.expect_navigation():  # the page before may say of its own that it was saved
        page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    expect(page.locator("#photos-group")).to_be_visible()


def test_an_editor_chooses_the_focus_and_the_order(staff_page: Page) -> None:
    open_photos(staff_page, "Jasmine")
    rows = staff_page.locator("#photos-group .inline-related.has_original")
    count = rows.count()
    assert count > 1
    first, second = (rows.nth(n).get_by_label("What it shows").input_value() for n in (0, 1))

    frame = rows.nth(0).locator(".photo-frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box is not None
    frame.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.9})
    expect(rows.nth(0).get_by_label("Focus, from the left")).to_have_value("20")
    expect(rows.nth(0).get_by_label("Focus, from the top")).to_have_value("90")

    expect(rows.nth(0).get_by_role("button", name="Move up")).to_be_disabled()
    rows.nth(0).get_by_role("button", name="Move down").focus()
    staff_page.keyboard.press("Enter")
    expect(rows.nth(1).get_by_label("What it shows")).to_have_value(first)
    expect(rows.nth(0).locator(".photo-cover")).to_be_visible()
    expect(staff_page.locator(".photo-told")).to_contain_text("Moved to place 2")
    if count > 2:
        expect(rows.nth(1).get_by_role("button", name="Move down")).to_be_focused()

    save(staff_page)
    expect(rows.nth(0).get_by_label("What it shows")).to_have_value(second)
    expect(rows.nth(1).get_by_label("Focus, from the left")).to_have_value("20")
    rows.nth(1).get_by_role("button", name="Move up").click()
    save(staff_page)
    expect(rows.nth(0).get_by_label("What it shows")).to_have_value(first)


def test_a_new_photo_is_drawn_while_the_editor_goes_on(staff_page: Page, screen: str) -> None:
    words = f"A patio in the evening, added on a {screen}."
    open_photos(staff_page, "Coontie")
    staff_page.locator("#photos-group .add-row a").click()
    row = staff_page.locator("#photos-group .inline-related.last-related:not(.empty-form)").last
    row.get_by_label("Picture").set_input_files(PATIO)
    row.get_by_label("What it shows").fill(words)
    save(staff_page)
    added = staff_page.locator(f'#photos-group img[alt="{words}"]')
    added.scroll_into_view_if_needed()
    expect(added).to_have_js_property("complete", True)
    assert added.evaluate("image => image.naturalWidth") > 300

    path = staff_page.get_by_role("link", name="View on site").get_attribute("href")
    for _ in range(50):
        staff_page.goto("/houses/")
        staff_page.goto(path or "")
        if staff_page.locator(f'.gallery img[alt="{words}"]').count():
            return
        staff_page.wait_for_timeout(300)
    raise AssertionError("the worker did not draw it")

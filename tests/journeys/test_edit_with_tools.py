"""The editor pastes from Word, chooses and adds pictures by the keyboard, and sets links."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

import listings
from tests.articles.pasted import clipboard
from tests.articles.test_pasted import CLEAN
from tests.journeys.conftest import AT_A_DESK

pytestmark = AT_A_DESK

PASTE = """(editor, html) => {
  const clipboardData = new DataTransfer()
  clipboardData.setData("text/html", html)
  const options = { clipboardData, bubbles: true, cancelable: true }
  editor.dispatchEvent(new ClipboardEvent("paste", options))
}"""


@pytest.fixture
def editor(staff_page: Page) -> Locator:
    staff_page.goto("/admin/articles/article/add/")
    editor = staff_page.get_by_role("textbox", name="Text", exact=True)
    editor.click()
    return editor


def body(page: Page) -> str:
    return page.locator("#id_body").input_value()


def plain(html: str) -> str:
    """Without what the editor adds and saving takes away again."""
    html = re.sub(
        r' (?:id|rel|class|colspan|rowspan|data-type)="[^"]*"|</?(?:thead|tbody|p)>|\s', "", html
    )
    return html.replace("&nbsp;", "").replace("\u00a0", "")


@pytest.mark.parametrize("source", CLEAN)
def test_what_is_pasted_is_clean_at_once(editor: Locator, staff_page: Page, source: str) -> None:
    editor.evaluate(PASTE, clipboard(source))
    expect(editor).to_contain_text(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", CLEAN[source]))[-1])
    assert plain(body(staff_page)) == plain(CLEAN[source])


def test_a_paste_says_what_it_left_out(editor: Locator, staff_page: Page) -> None:
    editor.evaluate(PASTE, clipboard("libreoffice"))
    expect(staff_page.locator(".paste-note")).to_contain_text("1 picture was left out.")
    editor.evaluate(PASTE, "<p>One <b>more</b></p>")
    expect(editor).to_contain_text("One more")
    expect(staff_page.locator(".paste-note")).to_be_empty()


def test_a_picture_is_chosen_by_the_keyboard(
    editor: Locator, staff_page: Page, check_looks: Callable[..., None]
) -> None:
    keys = staff_page.keyboard
    keys.type("Before.")
    staff_page.get_by_role("button", name="A picture from the library").press("Enter")
    dialog = staff_page.get_by_role("dialog", name="A picture from the library")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    keys.type("kitchen green")
    expect(dialog.get_by_role("status")).to_have_text(re.compile("1 picture"))
    check_looks(staff_page, also_on="phone")
    keys.press("Tab")
    keys.press("Space")
    shows = dialog.get_by_label("What it shows here")
    expect(shows).to_have_value(re.compile("kitchen"))
    shows.fill("Our kitchen.")
    dialog.get_by_label("Words below it").fill("Cooked by turns.")
    keys.press("Enter")
    expect(editor.locator("figure img")).to_have_attribute("alt", "Our kitchen.")
    expect(editor.locator("figcaption")).to_have_text("Cooked by turns.")
    assert re.search(r'<p>Before.</p><figure.*width="640" height="427"', body(staff_page))

    # The same button opens what is there; only its words change.
    editor.locator("figcaption").click()
    staff_page.get_by_role("button", name="A picture from the library").click()
    expect(dialog.get_by_role("radio", checked=True)).to_have_count(1)
    expect(shows).to_have_value("Our kitchen.")
    shows.fill("The kitchen.")
    keys.press("Enter")
    expect(editor.locator("figure img")).to_have_attribute("alt", "The kitchen.")
    expect(editor.locator("figure")).to_have_count(1)


def test_a_new_picture_goes_into_the_library_and_the_text(
    editor: Locator, staff_page: Page
) -> None:
    photo = next((Path(listings.__file__).parent / "demo" / "photos").glob("*.jpg"))
    staff_page.get_by_role("button", name="A picture from the library").click()
    dialog = staff_page.get_by_role("dialog")
    dialog.get_by_text("Add a new picture").click()
    dialog.get_by_label("Picture (JPEG").set_input_files(photo)
    dialog.get_by_label("What it shows, for").fill("A new porch.")
    dialog.get_by_role("button", name="Add it to the library").click()
    expect(dialog.get_by_label("What it shows here")).to_have_value("A new porch.")
    dialog.get_by_role("button", name="Put it in").click()
    expect(editor.locator("figure img")).to_have_attribute("alt", "A new porch.")


def test_a_link_says_where_it_leads(
    editor: Locator, staff_page: Page, check_looks: Callable[..., None]
) -> None:
    keys = staff_page.keyboard
    keys.type("What it costs")
    keys.press("ControlOrMeta+a")
    keys.press("ControlOrMeta+k")
    dialog = staff_page.get_by_role("dialog", name="Link")
    field = dialog.get_by_label("Address, or a part")
    field.fill("/articles/no-such/")
    expect(dialog.get_by_role("status")).to_contain_text("Nothing is at this address.")
    field.fill("what sober living")
    offered = dialog.get_by_role("button", name="What sober living costs")
    expect(offered).to_contain_text("/articles/what-sober-living-costs/")
    check_looks(staff_page, also_on="phone")
    keys.press("Enter")
    expect(dialog).to_be_visible()  # words are no address
    offered.click()
    expect(dialog.get_by_role("status")).to_contain_text("It is there")
    expect(field).to_be_focused()
    keys.press("Enter")
    expect(dialog).not_to_be_visible()
    link = '<a href="/articles/what-sober-living-costs/"'
    assert f"<p>{link}" in body(staff_page)


def test_without_scripts_the_text_is_typed_as_html(
    new_page: Callable[..., Page], staff_page: Page
) -> None:
    page = new_page(javascript=False)
    page.context.add_cookies(staff_page.context.cookies())
    page.goto("/admin/articles/article/add/")
    page.get_by_label("Text:").fill("<p>Typed.</p>")
    page.locator("noscript a").click()
    page.locator("#result_list .field-title a").first.click()
    expect(page.get_by_text("<figure><img src=")).to_be_visible()

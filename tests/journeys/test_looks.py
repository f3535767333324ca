"""Every page: nothing for axe to find, nothing sideways, no visit to another host."""

from collections.abc import Callable

from playwright.sync_api import Page

PUBLIC = [
    "/",
    "/houses/",
    "/houses/?max_weekly=-1",
    "/houses/?city=lantana-fl&gender=parents&max_weekly=1&open=now",
    "/houses/boynton-beach-fl/",
    "/houses/boynton-beach-fl/banyan-house/questions/",
    "/beds/",
    "/shortlist/",
    "/shortlist/no-such-list/",
    "/beds/?by=2020-01-01",
    "/articles/",
    "/articles/?q=cost",
    "/articles/?q=medicatoin",
    "/articles/topics/families/",
    "/articles/peer-support-in-prescription-drug-rehab/",
    "/ask-for-a-call/",
    "/ask-for-a-call/done/",
    "/ask-for-a-call/take-back/no-such-link/",
    "/about/",
    "/for-families/",
    "/privacy/",
    "/accessibility/",
    "/no-such-page/",
]
STAFF = [
    "/admin/",
    "/admin/listings/house/",
    "/admin/listings/house/add/",
    "/admin/listings/operator/",
    "/admin/articles/article/",
    "/admin/articles/article/add/",
    "/admin/articles/article/links/",
    "/admin/articles/page/",
    "/admin/articles/topic/",
    "/admin/articles/picture/",
    "/admin/articles/importrun/",
    "/admin/intake/callbackrequest/",
    "/admin/intake/callbackrequest/find/",
    "/admin/recovery_site/outboxmessage/",
    "/admin/recovery_site/auditevent/",
]


def test_public_pages_in_the_light_and_in_the_dark(
    page: Page, check_looks: Callable[..., None]
) -> None:
    for path in PUBLIC:
        page.emulate_media(color_scheme="light")
        page.goto(path)
        check_looks(page)
        page.emulate_media(color_scheme="dark")
        check_looks(page, rules=["color-contrast", "link-in-text-block"])


def test_every_house_page(page: Page, check_looks: Callable[..., None]) -> None:
    page.goto("/houses/")
    paths = page.locator("article.house-card h3 a").evaluate_all(
        "links => links.map(link => link.pathname)"
    )
    assert len(paths) >= 12
    for number, path in enumerate(paths):
        page.goto(path)
        # All for width; a look at every fourth for the rest, since they share their templates.
        check_looks(page, rules=None if number % 4 == 0 else [])


def test_the_smallest_screen_has_no_sideways_scroll(no_js_page: Page) -> None:
    page = no_js_page
    page.set_viewport_size({"width": 320, "height": 640})
    for path in PUBLIC:
        page.goto(path)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"{path}: {overflow} px"


def test_staff_pages(staff_page: Page, check_looks: Callable[..., None]) -> None:
    for path in STAFF:
        staff_page.goto(path)
        check_looks(staff_page)

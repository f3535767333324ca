"""A mother at 11 pm on a phone: a house her son could move into this week, and a call back."""

import re

from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import Site


def find(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Near a city or ZIP").fill("Boynton Beach")
    page.get_by_label("A home for").select_option(label="Men")
    page.get_by_label("Weekly cost, up to").fill("$250")
    page.get_by_role("button", name=re.compile("^See .* home")).click()
    # Waits for the style sheet too: only with it is it decided whether filters are folded.
    page.wait_for_url(re.compile(r"/houses/\?"))


def unfold_filters(page: Page) -> None:
    filters = page.locator("#filters > summary")
    if filters.is_visible():
        filters.click()


def only_with_a_bed_open(page: Page) -> None:
    unfold_filters(page)
    page.get_by_label("Within").select_option(value="5")
    page.get_by_label(re.compile("^A bed is open now")).check()
    page.get_by_role("button", name=re.compile("^Show .* home")).click()
    page.wait_for_url(re.compile(r"open=now"))


def test_a_house_is_found_opened_and_asked_about(visitor: Page) -> None:
    page = visitor
    find(page)
    only_with_a_bed_open(page)
    expect(page).to_have_url(re.compile(r"near=Boynton\+Beach"))

    cards = page.locator("article.house-card")
    expect(cards).not_to_have_count(0)
    for card in cards.all():
        expect(card).to_contain_text("Boynton Beach")
        expect(card).to_contain_text(re.compile(r"\d+ beds? open"))
        assert weekly(card.inner_text()) <= 250

    name = cards.first.get_by_role("heading").inner_text()
    cards.first.get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator("main")).to_contain_text(re.compile("Men’s house|All genders"))
    expect(page.locator("main")).to_contain_text("In all, on the first day")

    page.get_by_label("First name").fill("Rosa")
    page.get_by_label("Someone I love").check()
    page.get_by_role("textbox", name="Phone").fill("(561) 555-0142")
    page.get_by_label("You may leave a voicemail").check()
    page.get_by_role("button", name="Ask us to call you").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    expect(page.locator("main")).to_contain_text(re.compile("Your reference"))
    expect(page.locator("main")).to_contain_text("988")
    assert "Rosa" not in page.url
    assert "555" not in page.url


def test_what_is_chosen_while_an_answer_is_on_its_way_counts(page: Page) -> None:
    page.goto("/houses/")
    unfold_filters(page)
    on_their_way: list[Route] = []
    page.route("**/houses/?*", lambda route: on_their_way.append(route))
    page.get_by_label("A home for").select_option(value="men")
    page.get_by_label(re.compile("^A bed is open now")).check()
    page.get_by_label("Weekly cost, up to").fill("$250")
    page.wait_for_function("() => document.querySelector('#find-form').matches('.htmx-request')")
    on_their_way[-1].continue_()

    expect(page).to_have_url(re.compile(r"gender=men&open=now"))
    expect(page.get_by_label(re.compile("^A bed is open now"))).to_be_checked()
    expect(page.get_by_label("Weekly cost, up to")).to_have_value("$250")


def test_what_was_typed_survives_a_mistake(visitor: Page) -> None:
    page = visitor
    page.goto("/ask-for-a-call/")
    page.get_by_label("First name").fill("José Ñúñez")
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("Phone").fill("12")
    page.get_by_role("button", name="Ask us to call you").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("phone")
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Phone")).to_be_focused()
    expect(page.get_by_label("First name")).to_have_value("José Ñúñez")
    expect(page.get_by_label("Phone")).to_have_value("12")


def test_a_reader_gets_no_cookie_and_done_leaves_nothing(visitor: Page, site: Site) -> None:
    page = visitor
    find(page)
    page.goto("/ask-for-a-call/")
    page.get_by_label("First name").fill("Sam")
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("Phone").fill("561-555-0143")
    page.get_by_role("button", name="Ask us to call you").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    receipt = page.url
    assert page.context.cookies() == []

    page.get_by_role("button", name="I’m done").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("done")
    page.goto(receipt)
    expect(page.locator("main")).not_to_contain_text("Your reference")


def weekly(words: str) -> float:
    amount = re.search(r"\$([\d,.]+)\s*/ week", words)
    assert amount, words
    return float(amount.group(1).replace(",", ""))

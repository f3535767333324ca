"""What every journey watches for is seen when it happens."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Site, Watch

FOREIGN = "const it = new Image(); it.src = 'https://elsewhere.example/a.png'"
INLINE = "document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">red</p>')"
BROKEN = "setTimeout(() => { throw new Error('broken') })"
MISSING = "fetch('/static/no-such-file.js')"


@pytest.mark.parametrize(
    ("script", "finding"),
    [
        (FOREIGN, "elsewhere.example"),
        (INLINE, "Content Security Policy"),
        (BROKEN, "script error: broken"),
        (MISSING, "404 for"),
    ],
    ids=["another host", "inline style", "script error", "missing file"],
)
def test_it_is_seen(browser: Browser, site: Site, script: str, finding: str) -> None:
    watch = Watch(site)
    with browser.new_context(base_url=site.url) as context:
        watch.over(context)
        page = context.new_page()
        page.goto("/articles/")
        assert watch.findings == []
        page.evaluate(f"() => {{ {script} }}")
        for _look in range(100):
            if finding in "\n".join(watch.findings):
                break
            page.wait_for_timeout(100)
    assert finding in "\n".join(watch.findings)


def test_following_a_link_to_another_site_is_let_through(browser: Browser, site: Site) -> None:
    watch = Watch(site)
    with browser.new_context(base_url=site.url) as context:
        watch.over(context)
        page = context.new_page()
        page.goto("/articles/")
        with page.expect_request("https://elsewhere.example/"):
            page.evaluate("() => { location = 'https://elsewhere.example/' }")
    assert watch.findings == []

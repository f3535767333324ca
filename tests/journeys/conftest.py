"""A real browser on the real thing: what `make run` serves, on a port and a database of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    StorageState,
)

from tests import browser as chromium
from tests.environment import ROOT, clean

SCREENS = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
START_SECONDS = 240
# Not for ever: an animation that never runs, as of what is hidden, never finishes either.
SETTLED = """() => Promise.race([
  Promise.allSettled(document.getAnimations().map((one) => one.finished)),
  new Promise((done) => setTimeout(done, 2000)),
])"""
USUAL = (
    # Chromium repeats every status of 400 and more; a page may well answer 404 or 422.
    "Failed to load resource",
    # htmx tells so of a question that a further choice, or leaving the page, has made idle.
    "htmx:afterRequest, [object HTMLElement]",
    "htmx:sendAbort, [object HTMLElement]",
)


@dataclass(frozen=True)
class Site:
    url: str
    staff_email: str
    staff_password: str
    data: Path

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


@dataclass
class Watch:
    """What a page must not do: talk to others, break its own policy, or throw."""

    site: Site
    findings: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.route(self._is_foreign, lambda route: route.abort())
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.findings.append(f"script error: {error.error}"))

    def _is_foreign(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != self.site.host

    def _request(self, request: Request) -> None:
        # Following a link to another site is the visitor's doing, not the page's.
        if self._is_foreign(request.url) and not request.is_navigation_request():
            self.findings.append(f"asked another host for {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.findings.append(f"{response.status} for {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(USUAL):
            self.findings.append(f"console: {message.text}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_served(url: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/healthz", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The site did not start.\n{log.read_text()}")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    data = tmp_path_factory.mktemp("site")
    port, password = _free_port(), "journeys-open-the-door"
    # localhost by name: passkeys need it.
    url = f"http://localhost:{port}"
    settings = {"DEMO": "true", "PORT": str(port), "DATA_DIR": str(data), "DEMO_PASSWORD": password}
    log = data / "server.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run_demo"],
            cwd=ROOT,
            env=clean(os.environ, **settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_served(url, process, log)
            yield Site(url, "staff@seagrape.example", password, data)
        finally:
            process.terminate()
            process.wait(timeout=60)
            shutil.rmtree(data, ignore_errors=True)


@pytest.fixture(scope="session")
def base_url(site: Site) -> str:
    return site.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    path = chromium.find()
    if path is None:
        pytest.fail(chromium.MISSING, pytrace=False)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": ["--disable-gpu", "--disable-quic", *as_root],
    }


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest) -> str:
    """Each journey runs on a phone and on a desktop, but those marked `AT_A_DESK`."""
    return request.param


AT_A_DESK = pytest.mark.parametrize("screen", ["desktop"], indirect=True)


@pytest.fixture
def new_page(browser: Browser, site: Site, screen: str) -> Iterator[Callable[..., Page]]:
    """A page of a visitor who was never here. At the end, tells what it should not have done."""
    watch, contexts = Watch(site), []

    def open_page(*, javascript: bool = True, **options) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport=SCREENS[screen],
            has_touch=screen == "phone",
            java_script_enabled=javascript,
            **options,
        )
        context.set_default_timeout(15_000)
        watch.over(context)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert watch.findings == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def no_js_page(new_page: Callable[..., Page]) -> Page:
    return new_page(javascript=False)


@pytest.fixture(params=["javascript", "no javascript"])
def visitor(request: pytest.FixtureRequest, new_page: Callable[..., Page]) -> Page:
    """For a journey that has to work both ways."""
    return new_page(javascript=request.param == "javascript")


def sign_in(page: Page, site: Site) -> None:
    page.locator("input[name=login]").fill(site.staff_email)
    page.locator("input[name=password]").fill(site.staff_password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path.startswith("/admin/"))


@pytest.fixture(scope="session")
def signed_in(browser: Browser, site: Site) -> StorageState:
    """What a browser keeps of signing in; done once, as who signs out ends it for all."""
    with browser.new_context(base_url=site.url) as context:
        page = context.new_page()
        page.goto("/admin/")
        sign_in(page, site)
        return context.storage_state()


@pytest.fixture
def staff_page(new_page: Callable[..., Page], signed_in: StorageState) -> Page:
    return new_page(storage_state=signed_in)


@pytest.fixture
def newly_signed_in_page(page: Page, site: Site) -> Page:
    """For who signs out: a session that no other journey has."""
    page.goto("/admin/")
    sign_in(page, site)
    return page


@pytest.fixture
def check_looks() -> Callable[..., None]:
    """Holds a page to WCAG's machine-checkable rules and to having no sideways scroll.

    `rules` names axe's rules to look for: all of them when it is None, none when it is [].
    `also_on` names a second screen, for what else only one needs to be walked on.
    """
    axe = Axe()

    def check(page: Page, *, rules: list[str] | None = None, also_on: str | None = None) -> None:
        page.wait_for_load_state("load")  # after a click a page may be without its style yet
        here(page, rules)
        if also_on:
            before = page.viewport_size
            page.set_viewport_size(SCREENS[also_on])
            here(page, rules)
            page.set_viewport_size(before)

    def here(page: Page, rules: list[str] | None) -> None:
        page.evaluate(SETTLED)  # a color on its way to another one has any contrast
        # Its preloading asks for style sheets by a style element, which our own policy refuses.
        # What is in order is only counted: describing it takes most of the time.
        options: dict[str, object] = {"preload": False, "resultTypes": ["violations"]}
        if rules:
            options["runOnly"] = rules
        if rules != []:
            results = axe.run(page, options=options)
            assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{page.url} scrolls {overflow} px sideways"

    return check

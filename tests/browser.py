"""Finds the Chromium that the journeys drive, and fetches one where there is none."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
MAC = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
]
MISSING = (
    "No Chromium. Install one (apt install chromium, brew install --cask chromium), "
    "or name it: CHROMIUM=/path/to/chromium make test"
)


def find() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    candidates = [*filter(None, map(shutil.which, NAMES)), *MAC, _playwrights_own()]
    return next((path for path in candidates if path and Path(path).exists()), None)


def provide() -> str | None:
    """The path of a Chromium, installed now if that is possible here."""
    return find() or _from_apt() or _from_playwright()


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _from_apt() -> str | None:
    if os.environ.get("CHROMIUM") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        subprocess.run(["apt-get", "--quiet", *arguments], env=environment, check=False)
    return find()


def _from_playwright() -> str | None:
    if os.environ.get("CHROMIUM"):
        return None
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return find()

"""What the documents point at is there."""

import re
from pathlib import Path

from tests.environment import ROOT
from tests.journeys.guide_pictures import PICTURES, SHOTS

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s:#]+)(?:#[^)]*)?\)")
TARGET_NAMED = re.compile(r"`(?:\S+=\S+ )?make ([a-z]+)")
TARGET = re.compile(r"^([a-z]+):", re.MULTILINE)


def test_every_link_inside_leads_to_a_file() -> None:
    links = [(path, link) for path in DOCUMENTS for link in LINK.findall(path.read_text())]
    assert len(links) > 5
    assert [link for path, link in links if not (path.parent / link).exists()] == []


def test_every_target_of_make_that_is_named_exists() -> None:
    named = {name for path in DOCUMENTS for name in TARGET_NAMED.findall(path.read_text())}
    assert {"run", "test"} <= named
    assert named <= set(TARGET.findall((ROOT / "Makefile").read_text()))


def test_every_picture_of_the_guides_is_one_that_a_command_takes_and_a_guide_shows() -> None:
    """A picture that nobody takes anew would soon show what is not so any more."""
    taken = {shot.name for shot in SHOTS}
    stored = {path.stem for path in PICTURES.glob("*.webp")}
    shown = {
        Path(link).stem
        for path in (ROOT / "docs/guides").glob("*.md")
        for link in LINK.findall(path.read_text())
        if link.startswith("pictures/")
    }
    assert len(taken) > 10
    assert stored == taken
    assert shown == taken

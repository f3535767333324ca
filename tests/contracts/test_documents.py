"""What the documents point at is there."""

import re

from tests.environment import ROOT

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

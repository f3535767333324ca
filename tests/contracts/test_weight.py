"""A cheap phone on a slow network loads all of this before it shows a house."""

import gzip
import posixpath
import re
from pathlib import Path

from recovery_site.static_files import without_comments
from tests.environment import ROOT

STATIC = ROOT / "static"
CSS_LIMIT = 12_000
PRINT_LIMIT = 3_000
JS_LIMIT = 25_000
IMPORTED = re.compile(r'@import "([^"]+)"')
MODULE_IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?["'](\.[^"']+)["']""")


def weight(texts: list[str]) -> int:
    """Bytes over the wire, as one compressed file."""
    return len(gzip.compress("".join(texts).encode()))


def with_imports(path: Path, pattern: re.Pattern[str]) -> list[Path]:
    found, todo = [], [path]
    while todo:
        current = todo.pop()
        if current not in found:
            found.append(current)
            names = pattern.findall(current.read_text())
            todo += [Path(posixpath.normpath(current.parent / name)) for name in names]
    return found


def test_the_style_sheet_is_light() -> None:
    files = with_imports(STATIC / "css" / "site.css", IMPORTED)
    assert len(files) > 10
    assert weight([without_comments(file.read_text()) for file in files]) <= CSS_LIMIT


def test_the_style_sheet_for_paper_is_light_and_no_screen_waits_for_it() -> None:
    assert weight([(STATIC / "css" / "print.css").read_text()]) <= PRINT_LIMIT
    base = (ROOT / "templates" / "layouts" / "base.html").read_text()
    assert '"css/print.css" %}" media="print">' in base


def test_every_component_is_in_the_style_sheet() -> None:
    parts = set(with_imports(STATIC / "css" / "site.css", IMPORTED))
    assert set((STATIC / "css" / "components").glob("*.css")) <= parts


def test_the_scripts_are_light() -> None:
    files = with_imports(STATIC / "js" / "site.js", MODULE_IMPORTED)
    others = [file for file in (STATIC / "js").glob("*.js") if file not in files]
    assert weight([file.read_text() for file in [*files, *others]]) <= JS_LIMIT


def test_weight_counts_what_cannot_be_compressed() -> None:
    assert weight([chr(33 + (n * n * 31) % 90) for n in range(50_000)]) > 100

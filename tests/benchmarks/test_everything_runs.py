"""Every measurement gives its rows. What they say is not for tests: machines differ."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.rows import Row, tables
from tests import environment


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Row], str]:
    file = tmp_path_factory.mktemp("measured") / "rows.json"
    process = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--json", str(file)],
        cwd=environment.ROOT,
        env=environment.clean(os.environ),
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    return [Row(**row) for row in json.loads(file.read_text())], process.stdout


@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
@pytest.mark.parametrize(
    "what",
    [
        "houses made in",
        "all at once, of a COUNT for each",
        "queries all at once",
        "results, a combination not asked before",
        "results, asked again",
        "house page, first",
        "house page, again",
        "city page, first",
        "home, again",
        "results, asked again, gzip",
        "hello itself",
    ],
)
def test_a_measurement_gives_a_row(measured, what: str, database: str) -> None:
    rows, _printed = measured
    (row,) = [row for row in rows if (row.what, row.database) == (what, database)]
    assert row.value > 0


def test_our_own_writers_never_meet_a_locked_database(measured) -> None:
    rows, _printed = measured
    found = {row.what: row.value for row in rows if row.part.startswith("“database is locked”")}
    assert found["done, as we do"] > 0
    assert found["errors, as we do"] == 0
    assert "errors, deferred transactions" in found


def test_all_rows_are_printed(measured) -> None:
    rows, printed = measured
    assert tables(rows) in printed


def test_nothing_is_written_beside_the_code(measured) -> None:
    listed = subprocess.run(
        ["git", "status", "--porcelain", "benchmarks", "var", "staticfiles"],
        cwd=Path(environment.ROOT), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    assert "rows.json" not in listed.stdout


def test_a_value_above_its_floor_says_so() -> None:
    row = Row("Part", "what", 2.5, "×", "SQLite", 1_000, floor=2)
    assert row.verdict == "ABOVE"
    assert "2.5 ×" in tables([row])
    assert "≤ 2" in tables([row])


def test_a_row_without_a_floor_only_informs() -> None:
    assert Row("Part", "what", 0.0314, "ms").verdict == ""

"""Each part of the measurements, as rows beside the floors that were promised."""

import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from benchmarks import calls, cpu, exporting, locked, sheets
from benchmarks.rows import Row
from benchmarks.sizes import Sizes
from benchmarks.surroundings import DATABASES, ROOT, Surroundings, at_rest, surroundings

MOST_OF_ONE_BY_ONE = {1_000: 1 / 10, 100_000: 1 / 6}
MOST_QUERIES = 3
MOST_OF_EMPTY = 3
MOST_OF_BOARD = 12
FIRST_SCREENS = {"board", "board, houses for women", "board, a bed tapped"}
MOST_MEGABYTES = 60


def houses(sizes: Sizes) -> Iterator[Row]:
    """Counts and pages, for each database and number of houses."""
    for database in DATABASES:
        for number in sizes.houses:
            with surroundings(database) as where:
                content = where.inside("fill", houses=number, articles=sizes.articles)
                at_rest(where)
                yield from _world(where, content, number)
                yield from _counts(where, number, sizes)
                if number == sizes.houses[0]:
                    yield from _cpu(where, content, number, sizes)


def _world(where: Surroundings, content: dict[str, Any], number: int) -> Iterator[Row]:
    for what, value, unit in [
        ("houses made in", content["build_seconds"], "s"),
        ("search index made in", content["settle_seconds"], "s"),
        ("rows of the index", content["entries"], ""),
        ("database", where.size / 1e6, "MB"),
    ]:
        yield Row("World", what, value, unit, where.database, number)


def _counts(where: Surroundings, number: int, sizes: Sizes) -> Iterator[Row]:
    options = {"how_many": sizes.combinations, "rounds": min(5, sizes.rounds)}
    found = where.inside("counts", **options)
    for what, value, unit, floor in [
        ("all at once", found["at_once"], "ms", None),
        ("all at once, slowest combination", found["slowest"], "ms", None),
        ("a COUNT for each choice", found["one_by_one"], "ms", None),
        ("a COUNT for each choice, SQL by hand", found["by_hand"], "ms", None),
        ("queries for each choice", found["queries_one_by_one"], "", None),
        ("queries all at once", found["queries"], "", MOST_QUERIES),
        (
            "all at once, of a COUNT for each",
            found["at_once"] / found["one_by_one"],
            "",
            MOST_OF_ONE_BY_ONE.get(number),
        ),
    ]:
        yield Row("Counts, total and one page", what, value, unit, where.database, number, floor)


def _cpu(where: Surroundings, content: dict[str, Any], number: int, sizes: Sizes) -> Iterator[Row]:
    where.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    measured = cpu.measure(where, content, rounds=sizes.rounds, requests=sizes.requests)
    for what, (value, floor) in measured.items():
        unit = "ms" if what == cpu.UNIT else "×"
        yield Row("CPU of a request, in hellos", what, value, unit, where.database, number, floor)


def board(sizes: Sizes) -> Iterator[Row]:
    """What staff wait for, as a multiple of what Django needs for a list without a row."""
    number = min(5_000, 5 * sizes.houses[0])
    for database in DATABASES:
        with surroundings(database) as where:
            where.inside("fill", houses=number)
            where.run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
            at_rest(where)
            found = where.inside("board", rounds=sizes.rounds)
        part = f"Bed board, {found.pop('beds'):,} beds"
        queries, empty = found.pop("queries"), found.pop("empty")
        yield Row(part, "an empty list of Django’s", empty, "ms", database, number)
        yield Row(part, "most queries", queries, "", database, number, MOST_OF_BOARD)
        for name, taken in found.items():
            floor = MOST_OF_EMPTY if name in FIRST_SCREENS else None
            yield Row(part, name, taken / empty, "×", database, number, floor)


def writers(sizes: Sizes) -> Iterator[Row]:
    part = f"“database is locked”, {locked.WRITERS} writers, {sizes.seconds:g} s"
    for what, mode, floor in [("as we do", "", 0), ("deferred transactions", "DEFERRED", None)]:
        with surroundings("SQLite") as where:
            where.inside("fill", houses=locked.HOUSES)
            counted = locked.measure(where, mode=mode, seconds=sizes.seconds)
            yield Row(part, f"done, {what}", counted["done"], "", "SQLite")
            yield Row(part, f"errors, {what}", counted["locked"], "", "SQLite", floor=floor)


def oracle(sizes: Sizes) -> Iterator[Row]:
    """The test of the same name at full length: 2,000 houses, 500 sets of filters."""
    for database in DATABASES:
        plugin = ["-p", "tests.plugins.postgres"] if database == "PostgreSQL" else []
        test = "tests/listings/search/test_oracle.py"
        with surroundings("SQLite") as where:
            outcome = subprocess.run(
                [sys.executable, "-m", "pytest", "-q", *plugin, test],
                cwd=ROOT,
                env=where.environment
                | {"SOAK": "true", "DJANGO_SETTINGS_MODULE": "tests.settings"},
                stdout=sys.stderr,
                check=False,
            )
        wrong = float(outcome.returncode != 0)
        yield Row("Filter oracle", "differs from a recount", wrong, "", database, 2_000, 0)


def photos(sizes: Sizes) -> Iterator[Row]:
    if find_spec("benchmarks.photos"):
        with surroundings("SQLite") as where:
            yield from (Row(**row) for row in where.inside("photos"))


def importing(sizes: Sizes) -> Iterator[Row]:
    """A WordPress export, brought in twice."""
    for database in DATABASES:
        with surroundings(database) as where:
            found = where.inside("importing", posts=sizes.imported)
        part = f"WordPress export, {sizes.imported} posts, {found['file_mb']:.0f} MB"
        for what, value, unit, floor in [
            ("extra memory at the peak", found["extra_mb"], "MB", MOST_MEGABYTES),
            ("posts that are not here", sizes.imported - found["made"], "", 0),
            ("brought in", found["seconds"], "s", None),
            ("once more, nothing changed", found["again_seconds"], "s", None),
        ]:
            yield Row(part, what, value, unit, database, floor=floor)


PARTS = {
    "houses": houses,
    "board": board,
    "writers": writers,
    "posts": calls.posts,
    "notices": calls.notices,
    "kills": calls.kills,
    "bodies": calls.bodies,
    "photos": photos,
    "export": exporting.part,
    "importing": importing,
    "sheets": sheets.part,
    "oracle": oracle,
}

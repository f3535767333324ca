"""Runs every check, shows each with its output, and closes with one line: N passed, M failed.

tests/run.py          everything
tests/run.py lint     the linters alone
tests/run.py soak     the tests that take minutes, at full length, on both databases
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests import browser, environment

BIN = Path(sys.executable).parent
AT_ONCE = 2
CLOSING_LINE = re.compile(r"^(?=.*\d)(.*) in [\d.]+s", re.MULTILINE)
COUNTS = re.compile(r"(\d+) (passed|failed|error)")


@dataclass(frozen=True)
class Check:
    title: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    check: Check
    status: int
    output: str
    seconds: float

    @property
    def counts(self) -> tuple[int, int]:
        """Passed and failed. A linter counts as one; a test run that broke off has failed."""
        if "pytest" not in self.check.command:
            return (1, 0) if self.status == 0 else (0, 1)
        closing = CLOSING_LINE.findall(self.output)
        found = (
            {name: int(number) for number, name in COUNTS.findall(closing[-1])} if closing else {}
        )
        passed, failed = found.get("passed", 0), found.get("failed", 0) + found.get("error", 0)
        if (self.status != 0 or passed == 0) and failed == 0:
            failed = 1
        return passed, failed


def python(title: str, *arguments: str, **values: str) -> Check:
    return Check(title, [sys.executable, *arguments], values)


def manage(title: str, *arguments: str, settings: str = "tests.settings", **values: str) -> Check:
    return python(title, "manage.py", *arguments, DJANGO_SETTINGS_MODULE=settings, **values)


def tests(title: str, *arguments: str, **values: str) -> Check:
    return python(title, "-m", "pytest", "-q", *arguments, **values)


LINT = [
    python("ruff check", "-m", "ruff", "check"),
    python("ruff format", "-m", "ruff", "format", "--check"),
    python("djlint", "-m", "djlint", "templates", "--lint", "--quiet"),
    Check("import contracts", [str(BIN / "lint-imports"), "--no-logo"], {"PYTHONPATH": "."}),
    python("mypy", "-m", "mypy"),
]
NO_BROWSER = "--ignore=tests/journeys"
ON_POSTGRESQL = ["-p", "tests.plugins.postgres", NO_BROWSER]
# The longest first, so that both cores are busy to the end.
EVERYTHING = [
    *LINT[:-1],
    tests("journeys on a phone and on a desktop", "tests/journeys"),
    tests("tests on PostgreSQL", *ON_POSTGRESQL),
    tests("tests on SQLite", NO_BROWSER),
    python("every measurement runs", "-m", "benchmarks", "--quick"),
    manage(
        "check --deploy", "check", "--deploy", "--fail-level", "WARNING",
        settings="recovery_site.settings", **environment.PRODUCTION,
    ),
    manage("migrations are complete", "makemigrations", "--check", "--dry-run"),
    manage("schema.md is current", "schema", "--check"),
    LINT[-1],
]  # fmt: skip
SOAK = [
    tests("tests on SQLite at full length", NO_BROWSER, SOAK="true"),
    tests("tests on PostgreSQL at full length", *ON_POSTGRESQL, SOAK="true"),
]
PLANS = {"": EVERYTHING, "lint": LINT, "soak": SOAK}


def perform(check: Check) -> Result:
    began = time.monotonic()
    process = subprocess.run(
        check.command,
        cwd=ROOT,
        env=environment.clean(os.environ, **check.environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    return Result(check, process.returncode, process.stdout, time.monotonic() - began)


def report(results: Iterable[Result]) -> list[Result]:
    done = []
    for result in results:
        verdict = "failed" if result.counts[1] else "ok"
        print(f"\n=== {result.check.title}: {verdict}, {result.seconds:.1f} s", flush=True)
        print(result.output.rstrip(), flush=True)
        done.append(result)
    return done


def main(plan: str = "") -> int:
    if plan == "" and not browser.provide():
        print(browser.MISSING, flush=True)  # and the journeys fail, each with this line
    with ThreadPoolExecutor(AT_ONCE) as pool:
        results = report(pool.map(perform, PLANS[plan]))
    print("\n=== Summary")
    for result in results:
        passed, failed = result.counts
        verdict = "FAILED" if failed else "ok"
        print(f"{verdict:7}{result.check.title} ({passed} passed, {failed} failed)")
    failures = sum(result.counts[1] for result in results)
    print(f"{sum(result.counts[0] for result in results)} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

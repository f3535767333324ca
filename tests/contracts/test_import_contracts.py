"""The contracts in pyproject.toml hold here, and break where they should."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.source import APPS
from tests.environment import ROOT

PARTS = [
    "choices",
    "querysets",
    "models",
    "actions",
    "forms",
    "views",
    "urls",
    "feeds",
    "sitemaps",
    "api",
    "templatetags",
    "admin",
    "management",
    "demo",
    "context_processors",
]
APPS_APART = "Articles and intake stand on listings and do not know each other"
GROUND_FLOOR = "The ground floor's domain imports no other app"
INSIDE = "Inside an app: choices, querysets, models, actions, then web and admin"
WEB_TO_ADMIN = "The web never imports the back office"
ADMIN_TO_WEB = "The back office never imports the web"

BROKEN = [
    (APPS_APART, "listings.views", "articles.models"),
    (APPS_APART, "listings.models", "intake.models"),
    (APPS_APART, "articles.views", "intake.forms"),
    (APPS_APART, "intake.actions", "articles.models"),
    (GROUND_FLOOR, "recovery_site.models", "listings.models"),
    (GROUND_FLOOR, "recovery_site.actions", "articles.actions"),
    (GROUND_FLOOR, "recovery_site.views", "intake.models"),
    (INSIDE, "listings.querysets", "listings.models"),
    (INSIDE, "articles.choices", "articles.querysets"),
    (INSIDE, "intake.models", "intake.actions"),
    (INSIDE, "intake.actions", "intake.forms"),
    (INSIDE, "recovery_site.models", "recovery_site.views"),
    (WEB_TO_ADMIN, "listings.views", "listings.admin"),
    (WEB_TO_ADMIN, "articles.feeds", "articles.admin"),
    (ADMIN_TO_WEB, "intake.admin", "intake.views"),
    (ADMIN_TO_WEB, "listings.admin", "recovery_site.views"),
]
ALLOWED = [
    ("articles.models", "listings.models"),
    ("intake.forms", "listings.models"),
    ("recovery_site.views", "listings.querysets"),
    ("recovery_site.context_processors", "listings.models"),
    ("listings.models", "recovery_site.models"),
    ("intake.admin", "intake.forms"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "lint-imports"
    return subprocess.run(
        [str(program), "--no-logo", "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Four empty apps with the project's contracts."""
    for app in APPS:
        (tmp_path / app).mkdir()
        for part in ["__init__", *PARTS]:
            (tmp_path / app / f"{part}.py").touch()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def add_import(tree: Path, importer: str, imported: str) -> None:
    with (tree / f"{importer.replace('.', '/')}.py").open("a") as file:
        file.write(f"import {imported}\n")


def test_the_contracts_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


def test_what_is_allowed_breaks_nothing(tree: Path) -> None:
    for importer, imported in ALLOWED:
        add_import(tree, importer, imported)
    assert lint(tree).returncode == 0


@pytest.mark.parametrize(("contract", "importer", "imported"), BROKEN)
def test_a_contract_breaks(tree: Path, contract: str, importer: str, imported: str) -> None:
    add_import(tree, importer, imported)
    result = lint(tree)
    assert result.returncode == 1
    assert f"{contract} BROKEN" in " ".join(result.stdout.split())
    assert f"{importer} -> {imported}" in result.stdout

"""The settings and their reference name the same variables."""

import re

from tests.environment import ROOT, variables_read

ROW = re.compile(r"^\| `([A-Z_]+)` \|", re.MULTILINE)


def test_the_reference_names_what_the_settings_read() -> None:
    names = ROW.findall((ROOT / "docs/reference/configuration.md").read_text())
    assert sorted(names) == sorted(variables_read())


def test_the_readme_names_only_variables_that_exist() -> None:
    names = ROW.findall((ROOT / "README.md").read_text())
    assert len(names) >= 6
    assert set(names) <= variables_read()


def test_a_variable_that_is_read_is_seen() -> None:
    assert {"SECRET_KEY", "SITE_URL", "PORT", "DEMO", "DEMO_PASSWORD"} <= variables_read()

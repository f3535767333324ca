"""What the environment of the tests is, whoever starts them and whatever is set there."""

import ast
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Invented values that guard nothing. They have the form of real ones.
SECRETS = {
    "SECRET_KEY": "tests-only-7b1e6f0c5a9d4e3f8b2a1c0d9e8f7a6b5c4d3e2f1a0b9c8d",
    "FIELD_ENCRYPTION_KEYS": "dGVzdHMtb25seS1ub3QtYS1yZWFsLWtleS0wMTIzNDU=",
    "FIELD_HASH_KEY": "tests-only-0f1e2d3c4b5a69788796a5b4c3d2e1f0",
}
PRODUCTION = SECRETS | {
    "SITE_URL": "https://homes.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "website@homes.example.org",
}
TESTS = SECRETS | {
    "SITE_URL": "http://localhost:8000",
    "EMAIL_URL": "memorymail://",
    "DEFAULT_FROM_EMAIL": "website@localhost",
    "STATIC_HASHED": "false",
    # Most tests send from one address; the tests of the limits set their own.
    "REQUESTS_PER_ADDRESS_AND_HOUR": "0",
    "REQUESTS_PER_RECIPIENT_AND_DAY": "0",
}


@cache
def variables_read() -> set[str]:
    """The name of every variable that the settings and the commands ask the environment for."""
    calls = (
        node
        for folder in ("settings", "management/commands")
        for file in (ROOT / "recovery_site" / folder).glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call) and node.args and _asks_the_environment(node.func)
    )
    names = (call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant))
    return {name for name in names if isinstance(name, str) and name.isupper()}


def _asks_the_environment(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Name) and function.value.id == "env"
    return isinstance(function, ast.Name) and function.id in {"required", "secret", "number"}


def clean(environ: Mapping[str, str], **values: str) -> dict[str, str]:
    """`environ` without anything that configures the site, plus `values`."""
    ours = variables_read() | {"TEST_DATABASE_URL", "DJANGO_SETTINGS_MODULE"}
    return {
        **{name: value for name, value in environ.items() if name not in ours},
        "ENV_FILE": os.devnull,
        **values,
    }

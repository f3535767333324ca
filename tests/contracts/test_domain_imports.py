"""The domain knows nothing of requests, forms, templates or the admin."""

import ast

import pytest

from tests.contracts.source import Module, modules

# Everything else counts as domain, so that a new module has to earn its place in this list.
WEB = {
    "urls", "account_urls", "views", "feeds", "sitemaps", "api", "templatetags", "forms",
    "presenters", "middleware", "context_processors", "same_origin", "accounts", "error_mail",
    "reports", "kept", "cards", "shapes", "structured_data", "logs", "request_id", "wsgi",
    "gunicorn_conf",
}  # fmt: skip
OFFICE = {"admin", "admin_site"}
AROUND = {"", "apps", "settings", "management", "migrations", "demo", "bootstrap"}
FORBIDDEN = (
    "django.http",
    "django.forms",
    "django.template",
    "django.shortcuts",
    "django.views",
    "django.contrib.admin",
    "django.contrib.messages",
)


def forbidden_imports(module: Module) -> list[str]:
    if module.part in WEB | OFFICE | AROUND:
        return []
    return [
        f"{module.name}:{node.lineno}: {name}"
        for node in ast.walk(module.tree)
        for name in _imported(node)
        if any(name == root or name.startswith(f"{root}.") for root in FORBIDDEN)
    ]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
    return []


def test_the_domain_imports_no_web() -> None:
    assert [finding for module in modules() for finding in forbidden_imports(module)] == []


@pytest.mark.parametrize(
    "code",
    [
        "from django.http import Http404",
        "from django import forms",
        "import django.forms",
        "from django.contrib import admin",
        "from django.template.loader import render_to_string",
        "def add():\n    from django.shortcuts import get_object_or_404",
    ],
)
@pytest.mark.parametrize("name", ["listings.models.houses", "intake.actions", "articles.anything"])
def test_a_forbidden_import_is_found(name: str, code: str) -> None:
    assert forbidden_imports(Module(name, code)) != []


def test_the_domain_may_use_the_database_and_addresses() -> None:
    code = "from django.db import models\nfrom django.urls import reverse"
    assert forbidden_imports(Module("listings.models.houses", code)) == []


def test_views_and_admin_may_use_forms() -> None:
    code = "from django import forms"
    assert forbidden_imports(Module("intake.views", code)) == []
    assert forbidden_imports(Module("intake.admin.requests", code)) == []

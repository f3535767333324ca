"""Public code reaches houses and articles only by their public doors, with the clock as `at`."""

import ast
from collections.abc import Iterator

import pytest

from tests.contracts.source import Module, modules

PUBLIC_PARTS = {
    "views", "presenters", "forms", "feeds", "sitemaps", "templatetags", "api",
    "context_processors", "openings", "structured_data",
}  # fmt: skip
MODELS = {"House", "Article"}
# What leads to them from another row: city.houses, topic.articles …
RELATIONS = {"houses", "articles", "covered_articles", "written", "reviewed"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}
DOORS = {"public", "published"}
SHORTCUTS = {"get_object_or_404", "get_list_or_404"}


def side_doors(module: Module) -> list[str]:
    """Every place where the module reads those models otherwise, as "module:line: code"."""
    if module.part not in PUBLIC_PARTS:
        return []
    tree = module.tree
    names = MODELS | set(_aliases(tree))
    allowed = {id(node.func.value) for node in ast.walk(tree) if _is_door(node)}
    return [
        f"{module.name}:{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if (_reads(node, names) and id(node) not in allowed) or _shortcut(node, names)
    ]


def _aliases(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (name.asname for name in node.names if name.name in MODELS and name.asname)


def _is_door(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in DOORS
        and any(keyword.arg == "at" for keyword in node.keywords)
    )


def _reads(node: ast.AST, names: set[str]) -> bool:
    if not isinstance(node, ast.Attribute):
        return False
    if node.attr in RELATIONS:
        # `self.houses` and the like name a row; a module's or a call's own name does not.
        return isinstance(node.value, ast.Name | ast.Attribute | ast.Call)
    return node.attr in MANAGERS and _last_name(node.value) in names


def _shortcut(node: ast.AST, names: set[str]) -> bool:
    return (
        isinstance(node, ast.Call)
        and _last_name(node.func) in SHORTCUTS
        and bool(node.args)
        and _last_name(node.args[0]) in names
    )


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def test_public_code_uses_the_public_doors() -> None:
    assert [finding for module in modules() for finding in side_doors(module)] == []


@pytest.mark.parametrize(
    "code",
    [
        "House.objects.all()",
        "House.objects.filter(status='published')",
        "models.House.objects.get(slug=slug)",
        "House._default_manager.public(now)",
        "House.objects.public()",
        "House.objects.public(now)",
        "Article.objects.in_bulk()",
        "manager = Article.objects",
        "get_object_or_404(House, slug=slug)",
        "get_object_or_404(Article.objects.filter(slug=slug))",
        "city.houses.all()",
        "topic.articles.count()",
        "from listings.models import House as H\nH.objects.first()",
        "def view(request):\n    return [a for a in Article.objects.order_by('pk')]",
    ],
)
def test_a_side_door_is_found(code: str) -> None:
    assert side_doors(Module("listings.views.houses", code)) != []


@pytest.mark.parametrize(
    "code",
    [
        "House.objects.public(at=now).welcoming('men')",
        "Article.objects.published(at=timezone.now()).first()",
        "get_object_or_404(House.objects.public(at=now), slug=slug)",
        "city.houses.public(at=now)",
        "City.objects.with_houses(at=now)",
    ],
)
def test_a_public_door_is_let_through(code: str) -> None:
    assert side_doors(Module("listings.views.houses", code)) == []


@pytest.mark.parametrize("name", ["listings.admin.houses", "listings.actions", "listings.demo"])
def test_staff_code_reads_everything(name: str) -> None:
    assert side_doors(Module(name, "House.objects.all()")) == []

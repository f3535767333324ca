"""Each action that the code writes into the audit has a sentence for who reads it."""

import ast
from collections.abc import Iterator

from listings.choices import HouseStatus
from recovery_site.audit_words import ACTIONS
from tests.contracts.source import modules

# Articles' `_move(article, status, "published", by, at)` hands it on by its place.
BY_PLACE = ("_move", 2)
# Chosen by what a request says of itself.
ELSEWHERE = {"received", "entered", *HouseStatus.values}


def values(node: ast.AST) -> Iterator[ast.expr]:
    """What `node` names an action: a keyword, a default, an assignment."""
    if isinstance(node, ast.Call):
        yield from (keyword.value for keyword in node.keywords if keyword.arg == "action")
        name, place = BY_PLACE
        if getattr(node.func, "id", "") == name:
            yield from node.args[place : place + 1]
    elif isinstance(node, ast.FunctionDef):
        named = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        yield from (value for argument, value in named if argument.arg == "action" and value)
    elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "action":
        yield node.value


def outcomes(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.IfExp):
        yield from outcomes(value.body)
        yield from outcomes(value.orelse)
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value


def written_actions() -> set[str]:
    nodes = (
        node
        for module in modules()
        if "audit" in module.source or "note_reading" in module.source
        if module.part != "management"
        for node in ast.walk(module.tree)
    )
    return {action for node in nodes for value in values(node) for action in outcomes(value)}


def test_every_action_has_a_sentence() -> None:
    written = written_actions()
    assert {"viewed", "erased", "submitted", "exported", "confirmed availability"} <= written
    assert (written | ELSEWHERE) - set(ACTIONS) == set()


def test_no_sentence_is_left_over() -> None:
    used = written_actions() | ELSEWHERE | {"rotated keys"}
    assert set(ACTIONS) - used == set()

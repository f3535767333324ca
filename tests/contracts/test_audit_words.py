"""Each action that the code writes into the audit has a sentence for who reads it."""

import ast

from listings.choices import HouseStatus
from recovery_site.audit_words import ACTIONS
from tests.contracts.source import modules

# By name: what else hands an action on to `audit`.
WRITERS = {"audit", "note_reading", "_move", "erase_request"}


def written_actions() -> set[str]:
    found = set()
    for module in modules():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WRITERS:
                given = [keyword.value for keyword in node.keywords if keyword.arg == "action"]
                # articles' `_move(article, status, "published", by, at)`
                given += node.args[2:3] if getattr(node.func, "id", "") == "_move" else []
                found |= {
                    part.value
                    for value in given
                    for part in ast.walk(value)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                }
    return found


def test_every_action_has_a_sentence() -> None:
    written = written_actions()
    assert {"viewed", "erased", "submitted", "confirmed availability"} <= written
    known = set(ACTIONS)
    assert written - known - {"web"} == set()
    assert set(HouseStatus.values) <= known


def test_no_sentence_is_left_over() -> None:
    elsewhere = {*HouseStatus.values, "received", "entered"}
    assert set(ACTIONS) - written_actions() - elsewhere == set()

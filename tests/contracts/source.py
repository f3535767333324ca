"""The project's own modules, for the contracts that read source code."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tests.environment import ROOT

APPS = ("recovery_site", "listings", "articles", "intake")


@dataclass(frozen=True)
class Module:
    """`name` is dotted; `part` is what it is inside its app: models, views, actions …"""

    name: str
    source: str

    @property
    def part(self) -> str:
        return [*self.name.split("."), ""][1]

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)


def modules() -> Iterator[Module]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            yield Module(".".join(part for part in parts if part != "__init__"), path.read_text())

"""The demo's content, as TOML files beside this module."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

HERE = Path(__file__).parent
_NAMESPACE = uuid5(NAMESPACE_URL, "https://seagrape.example/demo")


def demo_id(kind: str, key: str) -> UUID:
    return uuid5(_NAMESPACE, f"{kind}/{key}")


@cache
def read(name: str) -> dict[str, Any]:
    with (HERE / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def house_keys() -> list[str]:
    return sorted(path.stem for path in (HERE / "houses").glob("*.toml"))


def read_houses() -> Iterator[dict[str, Any]]:
    for key in house_keys():
        yield read(f"houses/{key}") | {"key": key}

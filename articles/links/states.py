from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    PUBLIC = "public"
    HIDDEN = "hidden"  # there, but visitors don't see it
    MOVED = "moved"  # leads on to `address`
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Target:
    """What is at an address. `title` is for people; `anchors` are None where nobody asked for
    them, and for a page that is no text of ours."""

    state: State
    title: str = ""
    address: str = ""
    anchors: frozenset[str] | None = None


MISSING = Target(State.MISSING)


def seen(is_public: bool, title: str) -> Target:
    return Target(State.PUBLIC if is_public else State.HIDDEN, title)

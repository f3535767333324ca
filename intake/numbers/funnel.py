"""How far people came, and why others did not."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from intake.choices import Status
from intake.numbers.facts import STEPS, Fact

Key = str | int | None
# What fits beside each other for every source and house.
SHORT = (Status.NEW, Status.ATTEMPTING, Status.CONTACTED, Status.OFFERED, Status.MOVED_IN)


@dataclass(frozen=True, slots=True)
class Step:
    """`count` came this far or farther."""

    status: Status
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """A part of those who asked; `key` is "" or None where they did not say."""

    key: Key
    steps: list[Step]

    @property
    def asked(self) -> int:
        return self.steps[0].count


def funnel(facts: Iterable[Fact], steps: tuple[Status, ...] = STEPS) -> list[Step]:
    at = Counter(fact.moves.furthest for fact in facts)
    return [
        Step(status, sum(at[step] for step in range(STEPS.index(status), len(STEPS))))
        for status in steps
    ]


def grouped(facts: Iterable[Fact], key: Callable[[Fact], Key]) -> list[Group]:
    """The largest first."""
    parts: dict[Key, list[Fact]] = {}
    for fact in facts:
        parts.setdefault(key(fact), []).append(fact)
    groups = [Group(name, funnel(part, SHORT)) for name, part in parts.items()]
    return sorted(groups, key=lambda group: (-group.asked, str(group.key)))


def lost(facts: Iterable[Fact]) -> list[tuple[str, int]]:
    """Reasons of those who were closed and never moved in, the most frequent first."""
    last = len(STEPS) - 1
    reasons = Counter(
        fact.request.close_reason
        for fact in facts
        if fact.request.close_reason and fact.moves.furthest < last
    )
    return sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))

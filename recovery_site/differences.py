"""What changed between two texts, for people: whole lines first, then the words inside of one."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "added", "removed"]
# Lines around a change that stay in sight.
AROUND = 1
# A word takes the space before it along, or every change would be cut in two.
_WORDS = re.compile(r"\s*\S+|\s+")


@dataclass(frozen=True, slots=True)
class Part:
    kind: Kind
    text: str

    @property
    def is_added(self) -> bool:
        return self.kind == "added"

    @property
    def is_removed(self) -> bool:
        return self.kind == "removed"


Line = list[Part]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of two versions. An empty line stands for lines that are left out."""

    label: str
    lines: list[Line]


def differences(
    before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> list[Difference]:
    """Of texts in lines by their labels, those that are not the same."""
    labels = dict.fromkeys([*before, *after])
    pairs = ((label, before.get(label, ()), after.get(label, ())) for label in labels)
    return [
        Difference(label, in_sight(compare(old, new)))
        for label, old, new in pairs
        if list(old) != list(new)
    ]


def compare(before: Sequence[str], after: Sequence[str]) -> list[Line]:
    """Every line of both, in order."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        line
        for _tag, i, j, k, m in matcher.get_opcodes()
        for line in _lines(before[i:j], after[k:m])
    ]


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    paired = min(len(old), len(new))
    for before, after in zip(old, new, strict=False):
        yield from words(before, after)
    yield from ([Part("removed", line)] for line in old[paired:])
    yield from ([Part("added", line)] for line in new[paired:])


def words(before: str, after: str) -> list[Line]:
    """One line with its changes; two where they have too little in common to be read as one."""
    if before == after:
        return [[Part("same", before)]]
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) * len(new) > 1_000_000)
    if matcher.ratio() < 0.3:
        return [[Part("removed", before)], [Part("added", after)]]
    line: Line = []
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            line.append(Part("same", "".join(old[i:j])))
            continue
        line += _part("removed", old[i:j])
        line += _part("added", new[k:m])
    return [line]


def _part(kind: Kind, found: Iterable[str]) -> Line:
    text = "".join(found)
    return [Part(kind, text)] if text else []


def in_sight(lines: Sequence[Line]) -> list[Line]:
    """Changed lines and their neighbours; an empty one for each gap."""
    changed = [any(part.kind != "same" for part in line) for line in lines]
    near = [any(changed[max(0, n - AROUND) : n + AROUND + 1]) for n in range(len(lines))]
    result: list[Line] = []
    for line, is_near in zip(lines, near, strict=True):
        if is_near:
            result.append(line)
        elif not result or result[-1]:
            result.append([])
    return result

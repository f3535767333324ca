"""Plain text to HTML: what is a heading, a list or a paragraph, judged by how it stands there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

_BULLET = re.compile(r"[ \t]*(?:[-*+•◦‣▪●–·]|o(?=\t))[ \t]+(?P<text>\S.*)")
_NUMBER = re.compile(r"[ \t]*(?P<number>\d{1,2})[.)][ \t]+(?P<text>\S.*)")
_DEEPER_NUMBER = re.compile(r"[ \t]*\d{1,2}(?P<more>(?:\.\d{1,2})+)[.)]?[ \t]+\S")
_UNDERLINE = re.compile(r"[ \t]*(?P<mark>=|-|~|_)(?P=mark){2,}[ \t]*")
_ENDS_A_SENTENCE = re.compile(r"[.,;:…!]['\"’”)]*$")
LONGEST_HEADING, MOST_WORDS = 100, 14
# Text that an editor wrapped by hand has lines about this long.
SHORTEST_WRAPPED, LONGEST_WRAPPED = 50, 110


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together between empty ones."""

    lines: tuple[str, ...]

    @property
    def alone(self) -> str:
        """The line, if it is the only one."""
        return self.lines[0].strip() if len(self.lines) == 1 else ""


def to_html(text: str) -> str:
    blocks = [Block(tuple(part)) for part in _parts(text.expandtabs(1).split("\n"))]
    return "\n".join(_written(list(_joined_lists(blocks))))


def could_be_heading(line: str) -> bool:
    words = line.split()
    return (
        len(line) <= LONGEST_HEADING
        and len(words) <= MOST_WORDS
        and any(character.isalpha() for character in line)
        and not _ENDS_A_SENTENCE.search(line)
        and not line[:1].islower()
    )


def _parts(lines: list[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            part.append(line)
        elif part:
            yield from _lines_apart(part)
            part = []


def _lines_apart(lines: list[str]) -> Iterator[list[str]]:
    """Wrapped text stays together, a list stays together; other lines stand for themselves."""
    underlined = len(lines) > 1 and _UNDERLINE.fullmatch(lines[1])
    wrapped = all(len(line) >= SHORTEST_WRAPPED for line in lines[:-1]) and all(
        len(line) <= LONGEST_WRAPPED for line in lines
    )
    if underlined:
        yield lines[:2]
        yield from _lines_apart(lines[2:]) if lines[2:] else ()
        return
    run: list[str] = []
    for line in lines:
        starts_item = bool(_BULLET.match(line) or _NUMBER.match(line))
        in_list = bool(run) and bool(_BULLET.match(run[0]) or _NUMBER.match(run[0]))
        indented = in_list and (starts_item or line[:1] == " ")
        goes_on = indented or (not starts_item and (wrapped or line.lstrip()[:1].islower()))
        if run and not goes_on:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _joined_lists(blocks: list[Block]) -> Iterator[Block]:
    """Items with empty lines between them are one list, unless text stands under each."""
    waiting: Block | None = None
    for block in blocks:
        if waiting and _same_list(waiting, block):
            waiting = Block(waiting.lines + block.lines)
            continue
        if waiting:
            yield waiting
        waiting = block
    if waiting:
        yield waiting


def _same_list(first: Block, second: Block) -> bool:
    last, start = first.lines[-1], second.lines[0]
    if _BULLET.match(first.lines[0]):
        return bool(_BULLET.match(start))
    before, after = _NUMBER.match(last), _NUMBER.match(start)
    return bool(before and after and int(after["number"]) == int(before["number"]) + 1)


def _written(blocks: list[Block]) -> Iterator[str]:
    shouted = any(_is_shouted(block.alone) for block in blocks[1:])
    for block in blocks:
        level = _heading_level(block, shouted=shouted)
        if level:
            yield f"<h{level}>{escape(block.lines[0].strip())}</h{level}>"
        elif _BULLET.match(block.lines[0]):
            yield _list("ul", block, _BULLET)
        elif _NUMBER.match(block.lines[0]):
            yield _list("ol", block, _NUMBER)
        else:
            yield f"<p>{escape(' '.join(line.strip() for line in block.lines))}</p>"


def _heading_level(block: Block, *, shouted: bool) -> int:
    """2 for a section, 3 and 4 for one inside of it, 0 for what is not a heading."""
    if len(block.lines) == 2 and (mark := _UNDERLINE.fullmatch(block.lines[1])):
        return 2 if mark["mark"] == "=" else 3
    line = block.alone
    if not line or _BULLET.match(block.lines[0]) or not could_be_heading(line):
        return 0
    if deeper := _DEEPER_NUMBER.match(line):
        return min(4, 3 + deeper["more"].count("."))
    if _NUMBER.match(line):
        return 3
    return 3 if shouted and not _is_shouted(line) else 2


def _is_shouted(line: str) -> bool:
    return len(line) > 3 and line.isupper() and could_be_heading(line)


def _list(tag: str, block: Block, mark: re.Pattern[str]) -> str:
    items: list[str] = []
    for line in block.lines:
        if found := mark.match(line):
            items.append(found["text"].strip())
        elif items:
            items[-1] += f" {line.strip()}"
    start = ""
    if tag == "ol" and (first := mark.match(block.lines[0])) and first["number"] not in {"0", "1"}:
        start = f' start="{int(first["number"])}"'
    inside = "".join(f"<li>{escape(item)}</li>" for item in items)
    return f"<{tag}{start}>{inside}</{tag}>"

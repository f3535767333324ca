"""Reads an export piece by piece, from any element on, and goes on behind what is damaged.

Expat itself, because it tells where each element starts: the place is kept, and the element can
be read again by itself. Nothing is ever fetched or expanded: a document type, which is where
entities are declared, is refused.
"""

import contextlib
from collections import deque
from collections.abc import Iterator
from html.entities import html5
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from articles.imports.wordpress.building import Builder, UnclosedItem
from articles.imports.wordpress.events import Break, Event, RefusedExport

CHUNK = 64 * 1024
MOST_BREAKS = 100
_START = b"<item"
# Stands before an element that is read by itself.
_AROUND = b"<rss><channel>"


def read(file: IO[bytes], *, offset: int = 0, line: int = 1) -> Iterator[Event]:
    """Everything from `offset` on, which is 0 or where an element was said to start.

    Raises RefusedExport for what is not an export at all.
    """
    breaks = 0
    while True:
        parser = _Parser(file, offset, line)
        yield from parser.events()
        if parser.broken is None:
            return
        breaks += 1
        yield parser.broken
        behind = _next_item(file, parser.broken.offset + 1)
        if behind is None:
            return
        if breaks == MOST_BREAKS:
            words = _("The file is damaged in too many places. Nothing behind this one was read.")
            yield Break(behind, parser.broken.line, words)
            return
        line += _lines_between(file, offset, behind)
        offset = behind


def read_one(file: IO[bytes], *, offset: int) -> Event | None:
    """The element that starts at `offset`."""
    return next(iter(read(file, offset=offset)), None)


class _Parser:
    def __init__(self, file: IO[bytes], offset: int, line: int) -> None:
        self.file, self.offset, self.line = file, offset, line
        self.found: deque[Event] = deque()
        self.broken: Break | None = None
        self.ahead = len(_AROUND) if offset else 0
        self.builder = Builder(self.found.append, whole=not offset)
        self.expat = expat.ParserCreate("utf-8")
        self.expat.buffer_text = True
        self.expat.UseForeignDTD(True)  # makes an entity that nobody declared no error
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self.builder.text
        self.expat.SkippedEntityHandler = self._entity
        self.expat.StartDoctypeDeclHandler = _refuse

    def events(self) -> Iterator[Event]:
        if self.offset:
            self.builder.names.prefixes = _prefixes(self.file)
            self.expat.Parse(_AROUND, False)
        self.file.seek(self.offset)
        while True:
            place = self.file.tell()
            chunk = self.file.read(CHUNK)
            try:
                self.expat.Parse(chunk, not chunk)
            except (expat.ExpatError, UnclosedItem) as error:
                yield from self._so_far()
                self.broken = self._break(error)
                return
            yield from self._so_far()
            if not chunk:
                return
            self.file.seek(place + len(chunk))  # somebody may have read elsewhere meanwhile

    def _so_far(self) -> Iterator[Event]:
        while self.found:
            yield self.found.popleft()

    def _break(self, error: expat.ExpatError | UnclosedItem) -> Break:
        line = self.line + self.expat.CurrentLineNumber - 1
        what = _("an item has no end")
        if isinstance(error, expat.ExpatError):
            line, what = self.line + error.lineno - 1, expat.ErrorString(error.code)
        reason = _("The XML is damaged at line %(line)s: %(error)s.") % {
            "line": line,
            "error": what,
        }
        if self.builder.started:
            return Break(self.builder.started, self.builder.line, reason)
        return Break(self.offset + self.expat.CurrentByteIndex - self.ahead, line, reason)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        offset = self.offset + self.expat.CurrentByteIndex - self.ahead
        self.builder.start(name, attributes, offset, self.line + self.expat.CurrentLineNumber - 1)

    def _end(self, name: str) -> None:
        self.builder.end()

    def _entity(self, name: str, is_parameter: bool) -> None:
        """Something like &nbsp;, which HTML knows and XML does not."""
        self.builder.text(html5.get(f"{name};", f"&{name};"))


def _refuse(*_: object) -> None:
    raise RefusedExport(_doctype())


def _doctype() -> str:
    return _(
        "The file declares a document type or entities of its own. WordPress never writes that, "
        "and it can be used to attack a site. Export it again."
    )


def _prefixes(file: IO[bytes]) -> dict[str, str]:
    """The namespaces that the whole export declares at its start."""
    names = Builder(lambda event: None)
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = lambda name, attributes: names.names.declare(attributes)
    file.seek(0)
    with contextlib.suppress(expat.ExpatError):
        parser.Parse(file.read(CHUNK), False)
    return names.names.prefixes


def _next_item(file: IO[bytes], offset: int) -> int | None:
    """Where the next item starts, from `offset` on."""
    file.seek(offset)
    before, behind = b"", offset
    while chunk := file.read(CHUNK):
        window = before + chunk
        place = window.find(_START)
        while place >= 0:
            if window[place + len(_START) : place + len(_START) + 1] in b"> \t\r\n" and (
                place + len(_START) < len(window)
            ):
                return behind - len(before) + place
            place = window.find(_START, place + 1)
        behind += len(chunk)
        before = window[-len(_START) :]
    return None


def _lines_between(file: IO[bytes], start: int, end: int) -> int:
    file.seek(start)
    lines = 0
    while start < end and (chunk := file.read(min(CHUNK, end - start))):
        lines += chunk.count(b"\n")
        start += len(chunk)
    return lines

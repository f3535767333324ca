"""Kinds of spreadsheets: what their rows are about, and how a row is judged.

    class Topics(Kind): …
    register(Topics())

Judging reads and never writes. A row's cell that is missing leaves what is there; one that is
empty empties it.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models
from django.utils.module_loading import autodiscover_modules
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from recovery_site.hints import Words
from recovery_site.models import User
from recovery_site.sheets.changes import Change
from recovery_site.sheets.columns import Column, normal
from recovery_site.sheets.promises import Promises
from recovery_site.sheets.writing import TOO_LONG

_kinds: dict[str, "Kind"] = {}


@dataclass(frozen=True)
class Scope:
    """Whose rows may be touched, by whom and when. `memory` lasts for the whole file."""

    operator: Any
    by: Any
    at: datetime
    memory: dict[str, Any]


@dataclass
class Judged:
    """A row of the file: what it says by the keys of columns, and what it would do."""

    number: int
    cells: dict[str, str]
    title: str = ""
    key: str = ""
    root: int | None = None
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    is_new: bool = False

    def add(self, change: Change | None) -> None:
        if change:
            self.changes.append(change)


class Kind(ABC):
    name: str
    label: Words
    about: Words
    view_permission: str
    # All of them are needed to bring rows in.
    permissions: tuple[str, ...]
    # Of the models that are written, those that others point at first; the first is what a row
    # is about.
    order: tuple[type[models.Model], ...]
    columns: tuple[Column, ...]

    def __init__(self) -> None:
        self.by_key = {column.key: column for column in self.columns}

    @abstractmethod
    def judge(self, rows: Sequence[Judged], scope: Scope) -> None:
        """Fill in `title`, `key`, `root`, `problems` and `changes` of rows whose cells are read."""

    @abstractmethod
    def export(self, by: User) -> Iterator[dict[str, Any]]:
        """What `by` may see, by the keys of columns."""

    def keep_promises(self, changed: Mapping[int, set[Any]], at: datetime) -> None:  # noqa: B027  a kind may have nothing to add
        """Asked once all is written, before it is certain. Raises ValidationError.

        `changed` are the models that were written, by what they belong to.
        """

    def after(self, roots: Sequence[int], at: datetime) -> None:  # noqa: B027  a kind may have nothing to add
        """What follows once it is certain."""

    def heading_of(self, part: str, name: str) -> str:
        key = f"{part}.{name}" if part else name
        return self.by_key[key].heading if key in self.by_key else ""

    def may_import(self, user: Any) -> bool:
        return all(user.has_perm(name) for name in self.permissions)

    def read(self, rows: Iterable[Judged]) -> None:
        """The values of cells, and what is wrong with them."""
        for row in rows:
            for key, cell in row.cells.items():
                column = self.by_key[key]
                if column.read is None or cell == TOO_LONG:
                    continue
                try:
                    row.values[key] = column.read(cell) if cell else None
                except ValueError as error:
                    row.problems.append((column.heading, str(error)))

    def require(self, row: Judged) -> None:
        """What a new row can't do without."""
        for column in self.columns:
            if column.required and row.values.get(column.key) in (None, ""):
                if row.cells.get(column.key):
                    continue  # what stands there is wrong, and was told
                words = _("This can’t be empty for something new.")
                if column.key not in row.cells:
                    words = _("The file needs this column for something new.")
                row.problems.append((column.heading, words))

    def set(self, target: models.Model, row: Judged, part: str = "") -> None:
        """What the row says of `target`; an empty cell sets what a new one would have."""
        for key, value in row.values.items():
            column = self.by_key[key]
            if column.part != part or not _is_column(type(target), column.field):
                continue
            kept: Any = target._meta.get_field(column.field)
            setattr(target, kept.attname, kept.get_default() if value is None else value)

    def check(self, target: models.Model, row: Judged, promises: Promises, part: str = "") -> None:
        exclude = {each.name for each in target._meta.concrete_fields if each.is_relation}
        for name, words in promises.broken_by(target, exclude=exclude):
            heading = self.heading_of(part, name) or (capfirst(name) if name else "")
            row.problems.append((heading, words))


@cache
def _is_column(model: type[models.Model], name: str) -> bool:
    return any(
        each.name == name and not each.is_relation and not each.primary_key
        for each in model._meta.local_concrete_fields
    )


def columns_in(kind: Kind, headings: Sequence[str]) -> tuple[list[str], list[str]]:
    """The key of each column of a file, "" for one that is left out, and remarks about those.

    Raises ValueError with a sentence where the headings can't be used.
    """
    known = {normal(column.heading): column for column in kind.columns}
    known |= {normal(column.key): column for column in kind.columns}
    keys, remarks = [], []
    for heading in headings:
        column = known.get(normal(heading))
        if column is None:
            if heading:
                words = _("The column “%(heading)s” is not known here. It is left out.")
                remarks.append(words % {"heading": heading[:80]})
        elif column.key in keys:
            words = _("The column “%(heading)s” is there twice.")
            raise ValueError(words % {"heading": column.heading})
        keys.append(column.key if column else "")
    if not any(keys):
        words = _("The first row has none of the headings of this kind. It should begin like: %s.")
        raise ValueError(words % ", ".join(column.heading for column in kind.columns[:6]))
    for column in kind.columns:
        if column.key in keys and column.read is None:
            words = _("The column “%(heading)s” is only to be read. It changes nothing.")
            remarks.append(words % {"heading": column.heading})
    return keys, remarks


def register(kind: Kind) -> None:
    _kinds[kind.name] = kind


@cache
def load() -> None:
    autodiscover_modules("sheets")


def all_kinds() -> list[Kind]:
    """As the apps are installed: houses first."""
    load()
    return list(_kinds.values())


def kind_of(name: str) -> Kind:
    load()
    return _kinds[name]

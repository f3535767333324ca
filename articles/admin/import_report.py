"""What the report of an import shows, on its page and as a table."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from articles.choices import ImportOutcome, ImportState
from articles.models import ImportItem, ImportRun

PLANNED = {ImportState.CHECKING, ImportState.CHECKED}
TO_READ = "notes"
MADE_OF = ("article", "page", "picture", "topic", "person")


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    count: int
    query: str
    selected: bool


class Report:
    """`column` is what is shown of each item: the plan before the start, the outcome after it."""

    def __init__(self, run: ImportRun, asked: Mapping[str, Any]) -> None:
        self.run = run
        self.column = "plan" if run.state in PLANNED else "outcome"
        self.shown = str(asked.get("show", ""))

    @cached_property
    def counts(self) -> dict[str, int]:
        return self.run.items.counts(self.column)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.total - self.counts.get("", 0)

    @property
    def percent(self) -> int:
        """How far the check or the import has come."""
        if self.run.state == ImportState.CHECKING:
            return min(99, 100 * self.run.offset // max(1, self.run.size))
        return 100 * self.done // max(1, self.total)

    @cached_property
    def to_read(self) -> int:
        return self.run.items.exclude(notes="").count()

    @property
    def choices(self) -> list[Choice]:
        """The filters, with how many items each leaves."""
        found = [(str(_("all")), "", self.total)]
        labels = _labels(self.column).items()
        found += [(str(label), value, self.counts.get(value, 0)) for value, label in labels]
        found.append((_("with notes to read"), TO_READ, self.to_read))
        return [
            Choice(label, count, urlencode({"show": value}) if value else "", value == self.shown)
            for label, value, count in found
        ]

    @property
    def items(self) -> QuerySet[ImportItem]:
        made = [f"origin__{name}" for name in MADE_OF]
        items = self.run.items.order_by("position").select_related(*made)
        items = items.defer("origin__article__body", "origin__page__body")
        if self.shown in ImportOutcome.values:
            return items.filter(Q(**{self.column: self.shown}))
        return items.exclude(notes="") if self.shown == TO_READ else items

    @property
    def query(self) -> str:
        return urlencode({"show": self.shown}) if self.shown else ""


@dataclass(frozen=True, slots=True)
class Line:
    """One item as the page shows it; `tone` is a word for its colour."""

    item: ImportItem
    label: str
    tone: str
    address: str


def lines(report: Report, items: Iterable[ImportItem]) -> list[Line]:
    return [
        Line(
            item,
            label_of(item, report.column),
            getattr(item, report.column) or "waiting",
            address_of(item),
        )
        for item in items
    ]


def label_of(item: ImportItem, column: str) -> str:
    value = getattr(item, column)
    return str(_labels(column)[value]) if value else _("waiting")


def _labels(column: str) -> dict[str, Any]:
    """What is still to come is not said as if it had been done."""
    if column == "outcome":
        return dict(ImportOutcome.choices)
    return {
        ImportOutcome.MADE: _("new"),
        ImportOutcome.UPDATED: _("an update"),
        ImportOutcome.UNCHANGED: _("no change"),
        ImportOutcome.SKIPPED: _("left out"),
        ImportOutcome.FAILED: _("damaged"),
    }


def address_of(item: ImportItem) -> str:
    """Where staff edit what was made of it; "" where nothing was."""
    row = item.origin.made if item.origin else None
    if row is None:
        return ""
    try:
        return reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""


def rows(report: Report) -> Iterator[list[str]]:
    yield [
        str(word)
        for word in (
            _("what"), _("kind"), _("number"), _("line"), _("title"), _("why"), _("notes"),
            _("comments left out"), _("address"),
        )
    ]  # fmt: skip
    for item in report.items.iterator(chunk_size=500):
        yield [
            label_of(item, report.column), item.kind, item.key, str(item.line), item.title,
            item.reason, item.notes, str(item.comments), address_of(item),
        ]  # fmt: skip

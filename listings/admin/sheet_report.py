"""What the page of a spreadsheet shows of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from listings.choices import RowOutcome, SheetState
from listings.models import SheetImport, SheetRow

ALL = "all"
WRITES = (RowOutcome.NEW, RowOutcome.CHANGED)


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    count: int
    query: str
    selected: bool


class Report:
    """What has mistakes is shown alone, until somebody asks for more."""

    def __init__(self, sheet: SheetImport, asked: Mapping[str, Any]) -> None:
        self.sheet = sheet
        self.shown = str(asked.get("show") or (RowOutcome.WRONG if self.wrong else ALL))

    @cached_property
    def counts(self) -> dict[str, int]:
        return self.sheet.rows.counts()

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def writes(self) -> int:
        return sum(self.counts.get(outcome, 0) for outcome in WRITES)

    @property
    def wrong(self) -> int:
        return self.counts.get(RowOutcome.WRONG, 0)

    @property
    def percent(self) -> int:
        """Reading is the first tenth, and writing the last."""
        if self.sheet.state == SheetState.READING:
            return 5
        if self.sheet.state == SheetState.CHECKING:
            done = self.total - self.counts.get("", 0)
            return 10 + 80 * done // max(1, self.total)
        return 95

    @property
    def choices(self) -> list[Choice]:
        found = [(_("all"), ALL, self.total)]
        found += [
            (str(label), value, self.counts.get(value, 0)) for value, label in RowOutcome.choices
        ]
        return [
            Choice(label, count, urlencode({"show": value}), value == self.shown)
            for label, value, count in found
        ]

    @property
    def query(self) -> str:
        return urlencode({"show": self.shown})

    @property
    def rows(self) -> QuerySet[SheetRow]:
        rows = self.sheet.rows.exclude(outcome="").order_by("number").defer("cells")
        return rows.filter(outcome=self.shown) if self.shown in RowOutcome.values else rows

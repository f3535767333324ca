"""Requests as a table for a spreadsheet. `docs/reference/export.md` lists the columns.

Rows are read and decrypted a few hundred at a time, by their key: a long export keeps no
transaction open and little in memory, on both databases.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.models import CallbackRequest
from intake.phones import shown
from intake.querysets import CallbackRequestQuerySet
from recovery_site.hints import Words

CHUNK = 500
# Without it Excel takes UTF-8 for something else.
BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet takes for a formula, full-width forms included.
FORMULA = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")


class Column(NamedTuple):
    name: Words
    value: Callable[[CallbackRequest], object]
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """`rows` as they are now: what comes later is not in it. Counts once."""

    rows: CallbackRequestQuerySet
    number: int
    last: int

    @classmethod
    def of(cls, rows: CallbackRequestQuerySet) -> "Export":
        last = rows.aggregate(last=Max("pk"))["last"] or 0
        rows = rows.filter(pk__lte=last)
        return cls(rows, rows.count(), last)

    def lines(self, *, personal: bool) -> Iterator[str]:
        columns = [column for column in COLUMNS if personal or not column.personal]
        writer = csv.writer(Echo())
        yield BYTE_ORDER_MARK + writer.writerow([safe(column.name) for column in columns])
        for chunk in self._chunks():
            cells = ([safe(column.value(row)) for column in columns] for row in chunk)
            yield "".join(writer.writerow(line) for line in cells)

    def _chunks(self) -> Iterator[list[CallbackRequest]]:
        """By their keys first: counting attempts would read all that is still to come."""
        keys = self.rows.order_by("pk").values_list("pk", flat=True)
        some = list(keys[:CHUNK])
        while some:
            rows = CallbackRequest.objects.filter(pk__in=some)
            yield list(rows.with_people().with_work().order_by("pk"))
            some = list(keys.filter(pk__gt=some[-1])[:CHUNK])


class Echo:
    """A file for the writer that hands back what is written."""

    def write(self, text: str) -> str:
        return text


def safe(value: object) -> str:
    """The text of a cell that no spreadsheet takes for a formula."""
    text = str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA) else text


def phone(kept: str) -> str:
    """As on the pages. A foreign one begins with a bracket, so that it stays a number to read."""
    text = shown(kept)
    country, _space, rest = text.partition(" ")
    return f"({country}) {rest}" if text.startswith("+") else text


def _moment(name: str) -> Callable[[CallbackRequest], str]:
    """By the clock of the operator, to be sorted as text."""

    def value(row: CallbackRequest) -> str:
        at: datetime | None = getattr(row, name)
        zone = ZoneInfo(row.operator.time_zone)
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""

    return value


def _yes(name: str) -> Callable[[CallbackRequest], str]:
    return lambda row: _("yes") if getattr(row, name) else _("no")


def _choice(name: str) -> Callable[[CallbackRequest], str]:
    return lambda row: getattr(row, f"get_{name}_display")() if getattr(row, name) else ""


def _or_nothing(name: str) -> Callable[[CallbackRequest], object]:
    return lambda row: getattr(row, name) or ""


def _name(row: CallbackRequest) -> str:
    return _("erased") if row.anonymized_at else row.requester.name


COLUMNS: tuple[Column, ...] = (
    Column(gettext_lazy("Reference"), _or_nothing("reference")),
    Column(gettext_lazy("Asked"), _moment("created_at")),
    Column(gettext_lazy("Name"), _name, personal=True),
    Column(gettext_lazy("Phone"), lambda row: phone(row.requester.phone), personal=True),
    Column(gettext_lazy("E-mail"), lambda row: row.requester.email, personal=True),
    Column(gettext_lazy("Organization"), _or_nothing("organization"), personal=True),
    Column(gettext_lazy("Role"), _or_nothing("professional_role"), personal=True),
    Column(gettext_lazy("Planned discharge"), _or_nothing("planned_discharge_on"), personal=True),
    Column(gettext_lazy("Message"), _or_nothing("message"), personal=True),
    Column(gettext_lazy("May leave a voicemail"), _yes("may_leave_voicemail"), personal=True),
    Column(gettext_lazy("May send texts"), _yes("may_send_texts"), personal=True),
    Column(gettext_lazy("May say who is calling"), _yes("may_say_who_calls"), personal=True),
    Column(gettext_lazy("Came by"), _choice("source")),
    Column(gettext_lazy("For"), lambda row: row.for_whom_words),
    Column(gettext_lazy("Reach by"), _choice("channel")),
    Column(gettext_lazy("When to reach"), _choice("window")),
    Column(gettext_lazy("Language"), lambda row: row.requester.get_language_display()),
    Column(gettext_lazy("House"), _or_nothing("house")),
    Column(gettext_lazy("Looking for"), _choice("house_gender")),
    Column(gettext_lazy("Move in"), _choice("move_in")),
    Column(gettext_lazy("Heard of us"), _choice("heard_from")),
    Column(gettext_lazy("Status"), _choice("status")),
    Column(gettext_lazy("Why closed"), _choice("close_reason")),
    Column(gettext_lazy("Held as spam"), lambda row: _("yes") if row.is_held else _("no")),
    Column(gettext_lazy("Assigned to"), _or_nothing("assigned_to")),
    Column(gettext_lazy("First opened"), _moment("opened_at")),
    Column(gettext_lazy("First attempt"), _moment("first_attempt_at")),
    Column(gettext_lazy("Attempts"), lambda row: row.attempts_made),
    Column(gettext_lazy("Next step due"), _moment("due_at")),
    Column(gettext_lazy("Erased"), _moment("anonymized_at")),
)

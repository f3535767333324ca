"""Judges the rows, a few at a time, and holds no lock while it does."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from listings.choices import RowOutcome, SheetState
from listings.models import SheetImport, SheetRow
from recovery_site.sheets.kinds import Judged, Kind, Scope, kind_of

AT_ONCE = 200
JUDGED = ("title", "key", "root", "outcome", "problems", "remarks", "changes")


def check(*, sheet: SheetImport, at: datetime, enough: Callable[[], bool]) -> None:
    kind, scope = kind_of(sheet.kind), Scope(sheet.operator, sheet.by, at, sheet.memory)
    while rows := list(sheet.rows.filter(outcome="").order_by("number")[:AT_ONCE]):
        judged = [_judged(sheet, row) for row in rows]
        kind.judge(judged, scope)
        _refuse_repeated(sheet, judged)
        for row, found in zip(rows, judged, strict=True):
            _fill(row, found)
        with transaction.atomic():
            SheetRow.objects.bulk_create(
                rows,
                update_conflicts=True,
                unique_fields=["sheet", "number"],
                update_fields=JUDGED,
            )
            sheet.save(update_fields=["memory"])
        if enough() and sheet.rows.filter(outcome="").exists():
            return
    _end(sheet, kind, at)


def _judged(sheet: SheetImport, row: SheetRow) -> Judged:
    cells = dict(zip(sheet.columns, row.cells, strict=False))
    cells.pop("", None)
    # A row that ends early has empty cells at its end.
    return Judged(row.number, {key: cells.get(key, "") for key in sheet.columns if key})


def _refuse_repeated(sheet: SheetImport, judged: list[Judged]) -> None:
    """The same house twice: nobody can say which of the rows is meant."""
    keys = {row.key for row in judged if row.key}
    before = sheet.rows.filter(key__in=keys, outcome__gt="").order_by("number")
    first = dict(before.values_list("key", "number")[::-1])
    for row in judged:
        if row.key and row.key in first:
            words = _("Row %(number)s is about the same one.") % {"number": first[row.key]}
            row.problems.append(("", words))
        elif row.key:
            first[row.key] = row.number


def _fill(row: SheetRow, found: Judged) -> None:
    row.title, row.key, row.root = found.title, found.key[:300], found.root
    row.problems, row.remarks = found.problems, "\n".join(found.remarks)
    row.changes = []
    if found.problems:
        row.outcome = RowOutcome.WRONG
        return
    row.changes = [change.kept() for change in found.changes]
    changed = RowOutcome.NEW if found.is_new else RowOutcome.CHANGED
    row.outcome = changed if row.changes else RowOutcome.SAME


@transaction.atomic
def _end(sheet: SheetImport, kind: Kind, at: datetime) -> None:
    wrong = sheet.rows.filter(outcome=RowOutcome.WRONG).exists()
    state = SheetState.REFUSED if wrong else SheetState.CHECKED
    if not wrong and not sheet.rows.exclude(outcome=RowOutcome.SAME).exists():
        state, sheet.finished_at = SheetState.DONE, at
    # All at once or not at all, and only out of the state that was read.
    SheetImport.objects.filter(pk=sheet.pk, state=SheetState.CHECKING).update(
        state=state, finished_at=sheet.finished_at
    )
    sheet.state = state

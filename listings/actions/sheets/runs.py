"""The life of a spreadsheet: brought, read, checked, started, done, undone."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from listings.actions.sheets.checking import check
from listings.actions.sheets.reading import read
from listings.actions.sheets.writing import write
from listings.choices import SheetState
from listings.models import Operator, SheetImport
from listings.sheet_steps import FORGET, STEP
from recovery_site.actions import audit, enqueue
from recovery_site.models import User
from recovery_site.sheets.files import MOST_BYTES

PRIORITY = 9  # everything that concerns a person goes first
SECONDS_A_STEP = 2.0
# What was written can be undone for so long; then the file and its rows go.
KEPT_FOR = timedelta(days=30)
Enough = Callable[[], bool]


@transaction.atomic
def begin(*, kind: str, operator: Operator, file: File, by: User, at: datetime) -> SheetImport:
    """Keep the file, to be read by the worker. Raises ValidationError for one that is too large."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Please cut it into parts."))
    name = (file.name or "")[:200]
    sheet = SheetImport(kind=kind, operator=operator, name=name, by=by, created_at=at)
    ending = "xlsx" if name.lower().endswith(".xlsx") else "csv"
    sheet.file.save(f"{sheet.uuid}.{ending}", file, save=False)
    sheet.save(force_insert=True)
    audit(action="spreadsheet brought", of=sheet, by=by, at=at)
    enqueue(kind=FORGET, payload={"sheet": sheet.pk}, at=at, due_at=at + KEPT_FOR,
            priority=PRIORITY)  # fmt: skip
    plan_step(sheet=sheet, at=at)
    return sheet


@transaction.atomic
def start(*, sheet: SheetImport, by: User, at: datetime) -> None:
    """Have it written. Raises ValidationError."""
    _turn(sheet, SheetState.CHECKED, SheetState.RUNNING, by=by, at=at)
    audit(action="spreadsheet started", of=sheet, by=by, at=at)


@transaction.atomic
def undo(*, sheet: SheetImport, by: User, at: datetime) -> None:
    """Have taken back what it wrote. Raises ValidationError."""
    _turn(sheet, SheetState.DONE, SheetState.UNDOING, by=by, at=at)


def _turn(
    sheet: SheetImport, before: SheetState, after: SheetState, *, by: User, at: datetime
) -> None:
    turned = SheetImport.objects.filter(pk=sheet.pk, state=before)
    if not turned.update(state=after, by=by):
        raise ValidationError(_("Somebody was faster. Please look at it again."))
    sheet.refresh_from_db()
    plan_step(sheet=sheet, at=at)


@transaction.atomic
def plan_step(*, sheet: SheetImport, at: datetime) -> None:
    """Have the worker go on with it. Two promises of one step are one."""
    sheet.step += 1
    SheetImport.objects.filter(pk=sheet.pk).update(step=sheet.step)
    enqueue(
        kind=STEP,
        payload={"sheet": sheet.pk, "step": sheet.step},
        at=at,
        priority=PRIORITY,
        dedupe_key=f"sheet:{sheet.uuid}:{sheet.step}",
    )


def work(*, sheet: SheetImport, at: datetime, enough: Enough | None = None) -> None:
    """Go on until `enough` says so. What is checked is stored; who is killed loses a few rows."""
    enough = enough or after(SECONDS_A_STEP)
    if sheet.state == SheetState.READING:
        read(sheet=sheet, at=at)
    elif sheet.state == SheetState.CHECKING:
        check(sheet=sheet, at=at, enough=enough)
    elif sheet.state == SheetState.RUNNING:
        write(sheet=sheet, at=at)
    elif sheet.state == SheetState.UNDOING:
        write(sheet=sheet, at=at, back=True)


def after(seconds: float) -> Enough:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until


@transaction.atomic
def remove(*, sheet: SheetImport, by: User, at: datetime) -> None:
    """Its report. What it wrote stays, and can't be undone any more."""
    audit(action="spreadsheet removed", of=sheet, by=by, at=at)
    forget(sheet=sheet)
    sheet.delete()


@transaction.atomic
def forget(*, sheet: SheetImport) -> None:
    """Its file and rows: they hold what staff know of houses."""
    if sheet.file:
        transaction.on_commit(partial(sheet.file.storage.delete, str(sheet.file.name)))
    sheet.rows.all().delete()
    SheetImport.objects.filter(pk=sheet.pk).update(file="")


@transaction.atomic
def note_taken(*, by: Any, at: datetime, number: int, kind: str, form: str) -> None:
    """Before the first row leaves."""
    audit(action="spreadsheet taken", by=by, at=at, number=number, fields=[kind, form])

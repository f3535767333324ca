"""A spreadsheet on its way in, without the worker."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile

from listings.actions import sheets
from listings.models import SheetImport
from recovery_site.models import User
from tests.factories.accounts import make_staff
from tests.factories.listings import NOON, site_owner


def never() -> bool:
    return False


def owner() -> User:
    return make_staff(is_superuser=True)


def table(*rows: Sequence[Any], delimiter: str = ",") -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode()


def checked(
    content: bytes, *, kind: str = "houses", name: str = "a.csv", by: User | None = None
) -> SheetImport:
    file = ContentFile(content, name=name)
    sheet = sheets.begin(kind=kind, operator=site_owner(), file=file, by=by or owner(), at=NOON)
    while sheet.state in {"reading", "checking"}:
        sheets.work(sheet=sheet, at=NOON, enough=never)
        sheet.refresh_from_db()
    return sheet


def written(sheet: SheetImport) -> SheetImport:
    assert (told(sheet), sheet.remarks) == ({}, "")
    sheets.start(sheet=sheet, by=sheet.by, at=NOON)
    sheets.work(sheet=sheet, at=NOON)
    sheet.refresh_from_db()
    return sheet


def undone(sheet: SheetImport) -> SheetImport:
    sheets.undo(sheet=sheet, by=sheet.by, at=NOON)
    sheets.work(sheet=sheet, at=NOON)
    sheet.refresh_from_db()
    return sheet


def told(sheet: SheetImport) -> dict[int, list[tuple[str, str]]]:
    """What is wrong, by rows."""
    rows = sheet.rows.filter(outcome="wrong").order_by("number")
    return {row.number: [tuple(problem) for problem in row.problems] for row in rows}

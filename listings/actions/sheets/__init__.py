"""A spreadsheet is brought, read, checked, written at once, and may be undone."""

from listings.actions.sheets.runs import (
    AT_WORK,
    FORGET,
    STEP,
    begin,
    forget,
    note_taken,
    plan_step,
    remove,
    start,
    undo,
    work,
)

__all__ = [
    "AT_WORK",
    "FORGET",
    "STEP",
    "begin",
    "forget",
    "note_taken",
    "plan_step",
    "remove",
    "start",
    "undo",
    "work",
]

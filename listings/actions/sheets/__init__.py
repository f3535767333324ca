"""A spreadsheet is brought, read, checked, written at once, and may be undone."""

from listings.actions.sheets.runs import (
    begin,
    forget,
    note_taken,
    plan_step,
    remove,
    start,
    undo,
    work,
)
from listings.sheet_steps import AT_WORK, FORGET, STEP

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

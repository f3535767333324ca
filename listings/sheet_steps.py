"""What the worker is told about spreadsheets; all else is loaded by the process that does it."""

from listings.choices import SheetState

STEP = "listings.sheet_step"
FORGET = "listings.sheet_forget"
AT_WORK = frozenset(
    {SheetState.READING, SheetState.CHECKING, SheetState.RUNNING, SheetState.UNDOING}
)

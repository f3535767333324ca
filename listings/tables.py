"""CSV for spreadsheets, sent while it is made."""

import csv
from collections.abc import Iterable, Iterator, Sequence

# Excel takes the file for UTF-8 only with this in front.
BYTE_ORDER_MARK = "\ufeff"
# A spreadsheet would run a cell that begins like this.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """One line for each row. Text is never a formula; numbers stay numbers."""
    writer = csv.writer(_Line())
    mark = BYTE_ORDER_MARK
    for row in rows:
        yield mark + writer.writerow([_safe(cell) for cell in row])
        mark = ""


def _safe(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell

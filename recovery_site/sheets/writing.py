"""Files for spreadsheets. No cell of theirs is ever a formula."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any

# What Excel takes into one cell.
LONGEST_CELL = 32_767
TOO_LONG = "[too long for a cell: it stays as it is]"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def xlsx(
    rows: Iterable[Sequence[Any]], *, title: str, help_rows: Iterable[Sequence[Any]] = ()
) -> IO[bytes]:
    """An open file. The first row is the heading; `help_rows` make a second sheet."""
    from openpyxl import Workbook  # large, and few processes need it

    book = Workbook(write_only=True)
    _fill(book.create_sheet(title), rows)
    explained = list(help_rows)
    if explained:
        _fill(book.create_sheet("Columns"), explained)
    file = tempfile.TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file


def _fill(sheet: Any, rows: Iterable[Sequence[Any]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    sheet.freeze_panes = "A2"
    for row in rows:
        line = []
        for value in row:
            if not isinstance(value, str):
                line.append(value)
                continue
            if len(value) > LONGEST_CELL:
                value = TOO_LONG
            cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value))
            if cell.data_type == "f":
                cell.data_type = "s"  # text, whatever it begins with
            line.append(cell)
        sheet.append(line)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(64_000):
            yield piece

"""Rows of a CSV or XLSX file, as people save them: with semicolons, cp1252, a byte order mark."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import IO, Any

from django.utils.translation import gettext as _

MOST_BYTES = 10_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 200
LONGEST_CELL = 200_000
# Of what is packed in an XLSX file. A whole file of 100,000 rows of beds has 60 MB.
MOST_UNPACKED = 80_000_000
SAMPLE = 20_000

# The number of a row as a spreadsheet shows it, and its cells.
Row = tuple[int, list[str]]


class RefusedFileError(ValueError):
    """With a sentence for who brought it."""


def rows_of(file: IO[bytes], name: str) -> Iterator[Row]:
    """All rows that are not blank. Raises RefusedFileError, also while it is read."""
    file.seek(0, io.SEEK_END)
    size = file.tell()
    file.seek(0)
    if not size:
        raise RefusedFileError(_("The file is empty."))
    if size > MOST_BYTES:
        raise RefusedFileError(_("The file is larger than 10 MB. Please cut it into parts."))
    begins = file.read(8)
    file.seek(0)
    if begins.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedFileError(
            _("This is an old Excel file (.xls), or one with a password. Save it as .xlsx or CSV.")
        )
    found = _from_xlsx(file) if begins.startswith(b"PK") else _from_csv(file.read())
    return _within_limits(found)


def _within_limits(rows: Iterable[Row]) -> Iterator[Row]:
    count = 0
    for number, row in rows:
        if not any(row):
            continue
        count += 1
        if count > MOST_ROWS + 1:
            raise RefusedFileError(
                _("The file has more than 100,000 rows. Please cut it into parts.")
            )
        if len(row) > MOST_COLUMNS and any(row[MOST_COLUMNS:]):
            raise RefusedFileError(_("The file has more than 200 columns."))
        if any(len(cell) > LONGEST_CELL for cell in row):
            words = _("Row %(row)s has a cell that is far too long.")
            raise RefusedFileError(words % {"row": number})
        yield number, row


def _from_csv(content: bytes) -> Iterator[Row]:
    text = decoded(content)
    if "\x00" in text:
        raise RefusedFileError(_("This is neither a CSV nor an XLSX file."))
    csv.field_size_limit(LONGEST_CELL + 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row in reader:
            # A cell may hold lines of its own; the number is that of the row's last line.
            yield reader.line_num, [_clean(cell) for cell in row]
    except csv.Error:
        words = _("Row %(row)s can’t be read: a quotation mark may be missing.")
        raise RefusedFileError(words % {"row": reader.line_num}) from None


def decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 with its mark, or what Excel on Windows and old Macs writes."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The sign that stands oftenest in the first line that is not blank, outside of quotes."""
    first = next((line for line in text[:SAMPLE].splitlines() if line.strip()), "")
    bare = "".join(part for number, part in enumerate(first.split('"')) if number % 2 == 0)
    return max(",;\t", key=bare.count)


def _from_xlsx(file: IO[bytes]) -> Iterator[Row]:
    _refuse_bomb(file)
    # Only who reads such a file pays for the library in memory.
    from openpyxl import load_workbook

    try:
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield number, [_clean(_as_text(cell)) for cell in row]
    except RefusedFileError:
        raise
    except Exception as error:  # a damaged file fails in whatever way the library trips over it
        raise RefusedFileError(
            _("This XLSX file can’t be read. Save it once more, or as CSV.")
        ) from error


def _refuse_bomb(file: IO[bytes]) -> None:
    """Python unpacks no more of a part than the archive says here."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise RefusedFileError(
            _("This XLSX file can’t be read. Save it once more, or as CSV.")
        ) from error
    if len(parts) > 1_000 or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise RefusedFileError(_("This XLSX file is far too large once it is unpacked."))
    file.seek(0)


def _as_text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _clean(cell: str) -> str:
    """An export puts an apostrophe before what a spreadsheet could take for a formula."""
    text = (
        cell.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip(" \n\t\u00a0")
    )
    return text[1:] if len(text) > 1 and text[0] == "'" and text[1] in "=+-@" else text

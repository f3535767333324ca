"""Files as people save them, and files that nobody should open."""

import io
import zipfile

import pytest

from recovery_site.sheets import cells, files
from recovery_site.sheets.files import RefusedFileError, rows_of
from recovery_site.sheets.writing import TOO_LONG, xlsx


def read(content: bytes, name: str = "a.csv") -> list:
    return list(rows_of(io.BytesIO(content), name))


def test_a_file_of_excel_on_a_mac_is_read_as_it_was_meant() -> None:
    content = "Name;City\r\nCaf\xe9 “Sol”;Delray\r\n;\r\n\r\nLast;x\r\n".encode("cp1252")
    assert read(content) == [
        (1, ["Name", "City"]),
        (2, ["Café “Sol”", "Delray"]),
        (5, ["Last", "x"]),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_at_the_beginning_is_no_part_of_the_heading(encoding: str) -> None:
    assert read("Name,City\nÑ,b".encode(encoding)) == [(1, ["Name", "City"]), (2, ["Ñ", "b"])]


def test_a_heading_in_quotes_does_not_mislead_about_what_stands_between_cells() -> None:
    assert read(b'"a, b, c";d\n1;2') == [(1, ["a, b, c", "d"]), (2, ["1", "2"])]


def test_what_was_guarded_against_formulas_comes_back_as_it_was() -> None:
    assert read(b"Name\n'=1+1\n'tis") == [(1, ["Name"]), (2, ["=1+1"]), (3, ["'tis"])]


def test_an_xlsx_file_goes_out_and_comes_back_and_holds_no_formula() -> None:
    rows = [["Name", "Rooms"], ["=HYPERLINK(1)", 3], ["x" * 40_000, 2.5]]
    with xlsx(rows, title="houses", help_rows=[["column", "why"]]) as file:
        content = file.read()
    assert read(content) == [
        (1, ["Name", "Rooms"]), (2, ["=HYPERLINK(1)", "3"]), (3, [TOO_LONG, "2.5"]),
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_what_unpacks_to_far_too_much_is_not_opened(monkeypatch) -> None:
    monkeypatch.setattr(files, "MOST_UNPACKED", 100_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000_000)
    with pytest.raises(RefusedFileError, match="far too large"):
        read(packed.getvalue())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"PK\x03\x04broken", "can’t be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel file"),
        (b"Name\n\x00\x01\x02", "neither a CSV"),
        (b"a" * 200_002, "can’t be read|far too long"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(RefusedFileError, match=words):
        read(content)


def test_too_many_rows_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(files, "MOST_ROWS", 2)
    assert len(read(b"a\n1\n2\n")) == 3
    with pytest.raises(RefusedFileError, match="100,000 rows"):
        read(b"a\n1\n2\n3\n")


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (cells.number, "$1,200.50", "1200.50"),
        (cells.number, "1 200", "1200"),
        (cells.number, "12,5", "12.5"),
        (cells.whole_number, "3.0", 3),
        (cells.yes_or_no, "Yes", True),
        (cells.yes_or_no, "N", False),
        (cells.day, "3/18/2026", "2026-03-18"),
        (cells.day, "2026-03-18 00:00:00", "2026-03-18"),
        (cells.zip_code, "1234", "01234"),
    ],
)
def test_a_cell_is_read_as_it_was_meant(reader, cell: str, value: object) -> None:
    assert str(reader(cell)) == str(value)


@pytest.mark.parametrize(
    ("reader", "cell"),
    [
        (cells.number, "a lot"),
        (cells.number, "NaN"),
        (cells.number, "1e999"),
        (cells.whole_number, "2.5"),
        (cells.yes_or_no, "maybe"),
        (cells.day, "31/31/2026"),
    ],
)
def test_a_cell_that_says_nothing_is_told_in_words(reader, cell: str) -> None:
    with pytest.raises(ValueError, match="“"):
        reader(cell)

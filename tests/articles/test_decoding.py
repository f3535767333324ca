import codecs

import pytest

from articles.imports import UnreadableDocument, parse
from articles.imports.decoding import MAX_BYTES

TEXT = "Café notes\n\nIt’s “good” — naïve, but good.\n"


@pytest.mark.parametrize(
    ("document", "remark"),
    [
        (TEXT.encode(), ""),
        (codecs.BOM_UTF8 + TEXT.encode(), ""),
        (TEXT.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (TEXT.encode("cp1252"), "Windows-1252"),
        (TEXT.replace("\n", "\r\n").encode(), ""),
        (TEXT.replace("\n", "\r").encode(), ""),
    ],
)
def test_text_is_read_in_the_encodings_that_people_have(document: bytes, remark: str) -> None:
    read = parse(document, "notes.txt")
    assert read.title == "Café notes"
    assert read.html == "<p>It’s “good” — naïve, but good.</p>"
    assert remark in read.notes
    assert bool(read.remarks) == bool(remark)


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"x" * (MAX_BYTES + 1), "2 MB"),
        (b"PK\x03\x04" + b"x" * 50, ".docx"),
        (b"%PDF-1.7 words", ".pdf"),
        (b"\xd0\xcf\x11\xe0 words", ".doc"),
        (b"{\\rtf1 words}", ".rtf"),
        (b"\x7fELF\x02\x01\x01\x00", "not text"),
        (bytes(range(1, 32)) + b"words", "not text"),
        (TEXT.encode("utf-16-le"), "encoding"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8x", "UTF-16"),
        ("Привет, мир. Это текст.".encode("koi8-r"), "not UTF-8"),
        ("これは文章です。".encode("shift_jis"), "not UTF-8"),
        ("Ça va très bien, été".encode()[:-1] + b" ok", "not UTF-8"),
        (b"caf\x81 notes and more words", "not UTF-8"),
        (b"Only a title", "no text"),
    ],
)
def test_what_can_not_be_read_is_refused_with_a_reason(document: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        parse(document, "notes.txt")


def test_characters_that_were_lost_before_are_reported() -> None:
    assert "lost" in parse("A title\n\nBroken \ufffd here.".encode(), "x.txt").notes

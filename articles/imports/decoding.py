"""Bytes to text: which encoding, or why it is not text at all."""

import codecs
import re

from django.utils.translation import gettext as _

from articles.imports.document import UnreadableDocument

MAX_BYTES = 2 * 1024 * 1024
# The first bytes of files that people take for text.
KINDS = {
    b"PK\x03\x04": ".docx, .odt, .zip",
    b"\xd0\xcf\x11\xe0": ".doc",
    b"%PDF": ".pdf",
    b"{\\rtf": ".rtf",
    b"\x89PNG": ".png",
    b"\xff\xd8\xff": ".jpg",
    b"GIF8": ".gif",
    b"\x1f\x8b": ".gz",
}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# Western text has a letter with an accent or a curly quote now and then, never mostly.
MOST_FOREIGN_SHARE = 0.2


def decode(document: bytes) -> tuple[str, list[str]]:
    """The text of `document` and remarks on how it was read."""
    if len(document) > MAX_BYTES:
        raise UnreadableDocument(_("The file is larger than 2 MB. An article is a few pages."))
    for start, endings in KINDS.items():
        if document.startswith(start):
            raise UnreadableDocument(
                _("This is a file like %(endings)s. Save it as text, Markdown or HTML.")
                % {"endings": endings}
            )
    text, remarks = _decoded(document)
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u200b"):
        raise UnreadableDocument(_("The file is empty."))
    if _CONTROL.search(text):
        raise UnreadableDocument(_("The file holds bytes that are not text. Save it as UTF-8."))
    if "\ufffd" in text:
        remarks.append(_("Some characters were lost before: look for \ufffd."))
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"), remarks


def _decoded(document: bytes) -> tuple[str, list[str]]:
    if document.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _strictly(document, "utf-32"), [_("Read as UTF-32.")]
    if document.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(document, "utf-16"), [_("Read as UTF-16.")]
    if b"\x00" in document:
        raise UnreadableDocument(
            _("The file is not text, or in an encoding that it does not name.")
        )
    try:
        return document.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        return _western(document, error.start), [
            _("Read as Windows-1252: look at quotes and accents.")
        ]


def _strictly(document: bytes, encoding: str) -> str:
    try:
        return document.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            _("The file says that it is %(encoding)s, and byte %(place)s is not.")
            % {"encoding": encoding.upper(), "place": error.start}
        ) from None


def _western(document: bytes, place: int) -> str:
    """`document` as Windows-1252, if it looks like that rather than like damaged UTF-8."""
    guess = document.decode("utf-8", "replace")
    damaged = guess.count("\ufffd")
    intact = sum(not character.isascii() for character in guess) - damaged
    foreign = sum(byte >= 0x80 for byte in document)
    letters = sum(bytes([byte]).isalpha() for byte in document) + foreign
    if intact < damaged and foreign <= MOST_FOREIGN_SHARE * letters:
        try:
            return document.decode("cp1252")
        except UnicodeDecodeError as error:
            place = error.start
    raise UnreadableDocument(
        _("The encoding is not known: byte %(place)s is not UTF-8. Save the file as UTF-8.")
        % {"place": place}
    ) from None

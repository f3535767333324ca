"""The bytes of an export as clean UTF-8, whatever the file says of its encoding."""

import codecs
import re
from typing import IO

from django.utils.translation import gettext as _

from articles.imports.wordpress.events import RefusedExport

MAX_EXPORT_BYTES = 512 * 1024 * 1024
CHUNK = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)["']""")
_DECLARATION = re.compile(r"^\ufeff?[ \t\r\n]*<\?xml[^>]*\?>")
# What XML allows nowhere, not even written as a number.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What browsers take the first for, and so did whoever wrote such a file.
_READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_WESTERN = "articles.western"


def _western(error: UnicodeError) -> tuple[str, int]:
    """A stray byte in UTF-8 is nearly always a letter of Windows-1252 that was pasted in."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    place = error.start
    return error.object[place : place + 1].decode("cp1252", "replace"), place + 1


codecs.register_error(_WESTERN, _western)


def normalize(source: IO[bytes], target: IO[bytes]) -> list[str]:
    """Write `source` to `target` as UTF-8 that XML allows; its lines stay. Returns remarks."""
    encoding, remarks = _encoding(source)
    repairs = _Counter(encoding)
    source.seek(0)
    first, size = True, 0
    while True:
        chunk = source.read(CHUNK)
        text = repairs.decode(chunk)
        if first and text:
            text = _DECLARATION.sub(_its_lines, text).lstrip("\ufeff")
            first = False
        size += target.write(text.encode("utf-8", "replace"))
        if size > MAX_EXPORT_BYTES:
            raise RefusedExport(_("The file is larger than 512 MB. Export it in parts."))
        if not chunk:
            break
    if first:
        raise RefusedExport(_("The file is empty."))
    return remarks + repairs.remarks


def _its_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


class _Counter:
    """Decodes piece by piece and counts what had to be mended."""

    def __init__(self, encoding: str) -> None:
        self.decoder = codecs.getincrementaldecoder(encoding)(
            _WESTERN if encoding == "utf-8" else "replace"
        )
        self.dropped = 0

    def decode(self, chunk: bytes) -> str:
        text, dropped = _FORBIDDEN.subn("", self.decoder.decode(chunk, final=not chunk))
        self.dropped += dropped
        return text

    @property
    def remarks(self) -> list[str]:
        if not self.dropped:
            return []
        return [_("%(number)s control characters were taken out.") % {"number": self.dropped}]


def _encoding(source: IO[bytes]) -> tuple[str, list[str]]:
    """What the bytes are: by a mark, by being UTF-8, or by what the file declares."""
    source.seek(0)
    start = source.read(1024)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return encoding, ([] if encoding == "utf-8" else [_read_as(encoding)])
    declared = _declared(start)
    if _is_utf8(source):
        wrong = declared not in {"", "utf-8", "ascii"}
        return "utf-8", [_read_as("utf-8")] if wrong else []
    if declared in {"", "utf-8"}:
        words = _("Some bytes are not UTF-8. They were read as Windows-1252: look at accents.")
        return "utf-8", [words]
    encoding = _READ_AS.get(declared, declared)
    return encoding, [_read_as(encoding)]


def _read_as(encoding: str) -> str:
    return _("Read as %(encoding)s.") % {"encoding": encoding.upper()}


def _declared(start: bytes) -> str:
    """Python's name of the encoding that the file declares; "" for none that is one byte a letter
    or UTF-8, because a file that begins with a readable "<?xml" is in no other."""
    found = _DECLARED.match(start)
    try:
        codec = codecs.lookup(found[1].decode("ascii")) if found else None
        if codec is None or b"<".decode(codec.name) != "<" or codec.name.startswith("utf-16"):
            return ""
    except (LookupError, UnicodeError, TypeError, ValueError):
        return ""
    return codec.name


def _is_utf8(source: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    source.seek(0)
    try:
        while chunk := source.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True

"""What people type, without what only a machine would send."""

import re
import unicodedata

# Control characters but tab and line feed, halves of characters, and marks that turn the
# direction of what is written after them.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85")


def tidy(text: str) -> str:
    """`text` in one Unicode form, its lines ended by a line feed; nothing in it breaks UTF-8."""
    if text.isascii() and text.isprintable():  # most answers, and nothing in them to mend
        return text
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)))

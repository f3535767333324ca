"""A JPEG without what a camera, a phone or an editor wrote into it. The pixels stay as they are."""

import re
from collections.abc import Iterator

START, END = b"\xff\xd8", b"\xff\xd9"
SCAN, COMMENT = 0xDA, 0xFE
# In the middle of a scan 0xFF stands before 0 or a restart; anything else ends it.
_END_OF_SCAN = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")


def stripped(content: bytes) -> bytes:
    """Raises ValueError when `content` is not built as a JPEG should be.

    Kept are the picture, its colour profile, and how its colours are stored. What follows the
    end goes too: phones put a second picture there, or a film.
    """
    if not content.startswith(START):
        raise ValueError("no start")
    return START + b"".join(_kept(content)) + END


def _kept(content: bytes) -> Iterator[bytes]:
    at = len(START)
    while True:
        marker, at = _marker(content, at)
        if marker == END[1]:
            return
        end = at + int.from_bytes(content[at : at + 2])
        if end < at + 2 or end > len(content):
            raise ValueError("a segment without an end")
        segment = _cleaned(marker, content[at:end])
        if segment:
            yield bytes([0xFF, marker]) + segment
        at = end
        if marker == SCAN:
            found = _END_OF_SCAN.search(content, at)
            if not found:
                raise ValueError("no end")
            yield content[at : found.start()]
            at = found.start()


def _marker(content: bytes, at: int) -> tuple[int, int]:
    if content[at : at + 1] != b"\xff":
        raise ValueError("no marker")
    while content[at : at + 1] == b"\xff":
        at += 1
    if at == len(content):
        raise ValueError("no end")
    return content[at], at + 1


def _cleaned(marker: int, segment: bytes) -> bytes:
    """What stays of a segment. `segment` begins with its own length in two bytes."""
    if marker == 0xE0 and segment[2:7] == b"JFIF\0":
        return b"\x00\x10" + segment[2:14] + b"\0\0"  # without the small picture inside
    if marker == 0xEE and segment[2:7] == b"Adobe":
        return b"\x00\x0e" + segment[2:14]
    if marker == 0xE2 and segment[2:14] == b"ICC_PROFILE\0":
        return segment
    return b"" if 0xE0 <= marker <= COMMENT else segment

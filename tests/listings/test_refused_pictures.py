"""What an upload may not be, and how it is said."""

import struct
import zlib
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from recovery_site.images import read_picture
from tests.factories.listings import picture_bytes
from tests.listings.pictures import read, telling_jpeg


def bomb() -> bytes:
    """A PNG of a few kilobytes that claims and holds 12,000 × 12,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 12_000, 12_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (1501 * 12_000), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


REFUSED = {
    "a bomb": (bomb(), "40 million pixels"),
    "seven thousand squared": (picture_bytes((7000, 7000), "PNG", "1"), "40 million pixels"),
    "HTML with a picture's name": (b"<html><script>alert(1)</script>", "not a picture"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "not a picture"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "not a picture"),
    "an executable": (b"MZ" + b"\0" * 4000, "not a picture"),
    "a GIF": (picture_bytes((640, 480), "GIF", "P"), "not a picture"),
    "a TIFF": (picture_bytes((640, 480), "TIFF"), "not a picture"),
    "nothing": (b"", "not a picture"),
    "one pixel": (picture_bytes((1, 1), "PNG"), "at least 480"),
    "too low": (picture_bytes((2000, 479)), "at least 480"),
    "half a JPEG": (telling_jpeg()[:2500], "damaged"),
    "half a PNG": (picture_bytes((640, 480), "PNG", "RGB")[:400], "damaged"),
    "half a WebP": (picture_bytes((640, 480), "WEBP")[:60], "pictur"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_picture_is_refused_in_words(what):
    content, words = REFUSED[what]
    with pytest.raises(ValidationError, match=words):
        read(content)


def test_a_file_of_more_than_20_megabytes_is_refused_unread():
    upload = SimpleUploadedFile("x.jpg", b"")
    upload.size = 20 * 1024 * 1024 + 1
    with pytest.raises(ValidationError, match="larger than 20 MB"):
        read_picture(upload)


GOOD = [picture_bytes((480, 480), kind) for kind in ("JPEG", "PNG", "WEBP", "AVIF")]


@given(st.sampled_from(GOOD), st.lists(st.tuples(st.integers(0, 1200), st.binary(max_size=8))))
def test_a_spoilt_picture_is_read_or_refused_and_nothing_else(content, spoils):
    spoilt = bytearray(content)
    for place, data in spoils:
        spoilt[place : place + len(data)] = data
    with suppress(ValidationError):
        assert read(bytes(spoilt)).mode == "RGB"


@given(st.binary(max_size=300))
def test_noise_is_refused(content):
    with pytest.raises(ValidationError):
        read(content)

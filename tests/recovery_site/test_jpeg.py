"""A JPEG loses what a camera wrote, and keeps its pixels."""

import io
import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageCms

from recovery_site.jpeg import stripped
from tests.listings.pictures import GPS, SECRET, telling_jpeg


def painted(mode: str = "RGB", size=(640, 480)) -> Image.Image:
    return Image.radial_gradient("L").resize(size).convert(mode)


def jpeg(picture: Image.Image | None = None, **options) -> bytes:
    file = io.BytesIO()
    (picture or painted()).save(file, "JPEG", **options)
    return file.getvalue()


def same_pixels(one: bytes, other: bytes) -> bool:
    pictures = [Image.open(io.BytesIO(content)) for content in (one, other)]
    return ImageChops.difference(*pictures).getbbox() is None


def test_nothing_is_told_and_no_pixel_changes():
    content = telling_jpeg()
    kept = stripped(content)
    for secret in (SECRET, "SecretCam", "Exif", "xmpmeta"):
        assert secret.encode() in content
        assert secret.encode() not in kept
    assert same_pixels(content, kept)


@pytest.mark.parametrize(
    ("picture", "options"),
    [
        (painted("L"), {}),
        (painted("CMYK"), {}),
        (painted(), {"progressive": True, "optimize": True}),
        (painted(), {"subsampling": "4:4:4", "restart_marker_blocks": 4}),
    ],
)
def test_every_kind_of_jpeg_looks_the_same(picture, options):
    content = jpeg(picture, comment=SECRET, **options)
    kept = stripped(content)
    assert same_pixels(content, kept)
    assert SECRET.encode() not in kept


def test_the_colour_profile_stays():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = stripped(jpeg(icc_profile=profile, comment=SECRET))
    assert Image.open(io.BytesIO(kept)).info["icc_profile"] == profile


def test_what_follows_the_picture_goes():
    content = jpeg()
    for behind in (b"film " + SECRET.encode(), telling_jpeg(), b"\0" * 9):
        assert stripped(content + behind) == stripped(content)


def test_the_small_picture_inside_goes():
    thumbnail = jpeg(painted(size=(64, 48)), comment=SECRET)
    segment = b"\xff\xe0" + struct.pack(">H", len(thumbnail) + 8) + b"JFXX\0\x10" + thumbnail
    content = jpeg()
    assert stripped(content[:2] + segment + content[2:]) == stripped(content)


def test_several_pictures_in_one_file_become_the_first():
    exif = Image.Exif()
    exif[0x8825] = GPS
    file = io.BytesIO()
    painted().save(file, "MPO", save_all=True, append_images=[painted(size=(320, 240))], exif=exif)
    kept = stripped(file.getvalue())
    assert Image.open(io.BytesIO(kept)).format == "JPEG"
    assert not Image.open(io.BytesIO(kept)).getexif()
    assert kept.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8",
        b"\x89PNG",
        jpeg()[:-2],
        jpeg()[:300],
        b"\xff\xd8\xff\xe1\x00\x01",
        b"\xff\xd8no marker",
        b"\xff\xd8\xff\xff\xff",
    ],
)
def test_what_is_built_otherwise_is_refused(content):
    with pytest.raises(ValueError, match=r"start|segment|marker|end"):
        stripped(content)


@given(st.lists(st.tuples(st.integers(0, 5000), st.binary(max_size=8))))
def test_a_spoilt_jpeg_is_stripped_or_refused_and_nothing_else(spoils):
    spoilt = bytearray(telling_jpeg())
    for place, data in spoils:
        spoilt[place : place + len(data)] = data
    with suppress(ValueError):
        assert stripped(bytes(spoilt)).startswith(b"\xff\xd8")

"""What is kept of an upload: a picture that tells nothing beside itself."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from listings.models import Photo
from recovery_site.images import Original, original_of
from tests.factories.listings import make_house, make_photo, make_upload, picture_bytes
from tests.listings.pictures import GPS, SECRET, telling_jpeg


def kept(content: bytes) -> Original:
    return original_of(SimpleUploadedFile("x.jpg", content))


def telling(kind: str) -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x9286], exif[0x8825] = "SecretCam", f"at {SECRET}", GPS
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "seagreen").save(file, kind, exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "MPO"])
def test_no_original_tells_where_or_with_what_it_was_taken(kind):
    content = telling(kind)
    assert b"SecretCam" in content
    original = kept(content)
    picture = Image.open(io.BytesIO(original.content))
    assert (picture.format, picture.size) == ("JPEG", (original.width, original.height))
    assert not picture.getexif()
    assert {"exif", "xmp", "comment"}.isdisjoint(picture.info)
    for secret in (SECRET, "SecretCam", "Exif"):
        assert secret.encode() not in original.content


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_original_stands_upright_and_says_nothing_of_it(orientation):
    original = kept(telling_jpeg(orientation))
    picture = Image.open(io.BytesIO(original.content))
    assert picture.size == ((600, 480) if orientation < 5 else (480, 600))
    assert not picture.getexif()
    assert SECRET.encode() not in original.content


def test_an_upright_jpeg_keeps_its_pixels_and_its_colours():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = picture_bytes((640, 480), "JPEG", icc_profile=profile, quality=63)
    picture = Image.open(io.BytesIO(kept(content).content))
    assert picture.info["icc_profile"] == profile
    assert picture.tobytes() == Image.open(io.BytesIO(content)).tobytes()


def test_a_jpeg_that_is_built_oddly_is_drawn_anew():
    content = picture_bytes((640, 480))
    odd = content[:20] + b"\0\0\0" + content[20:]  # bytes between two segments
    assert kept(odd).content.startswith(b"\xff\xd8")
    assert kept(odd).content != odd


def test_keeping_it_twice_changes_nothing():
    once = kept(telling_jpeg(6))
    assert kept(once.content) == once


@pytest.mark.django_db
def test_what_is_stored_is_what_tells_nothing():
    make_photo(make_house(), upload=make_upload(telling_jpeg(6)))
    photo = Photo.objects.get()
    with photo.original.open() as file:
        stored = file.read()
    assert stored == kept(telling_jpeg(6)).content
    assert SECRET.encode() not in stored

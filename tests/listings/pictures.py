"""Pictures as people send them, and as the public gets them."""

import io

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from recovery_site.images import read_picture
from recovery_site.pictures import draw_variants

SECRET = "26.534271"
GPS = {1: "N", 2: (26.0, 32.0, 3.375), 3: "W", 4: (80.0, 3.0, 32.0)}


def read(content: bytes) -> Image.Image:
    return read_picture(SimpleUploadedFile("x.jpg", content))


def stored(path: str) -> bytes:
    with default_storage.open(path) as file:
        return file.read()


def public_files(picture: Image.Image) -> dict[str, bytes]:
    return {path: stored(path) for path in draw_variants(picture).paths}


def telling_jpeg(orientation: int = 1) -> bytes:
    """600 × 480 with a red left half, and all that a camera tells."""
    picture = Image.new("RGB", (600, 480), "white")
    ImageDraw.Draw(picture).rectangle([0, 0, 299, 479], fill="red")
    exif = Image.Exif()
    exif[0x0112], exif[0x010F], exif[0x9286] = orientation, "SecretCam", f"at {SECRET}"
    exif[0x8825] = GPS
    file = io.BytesIO()
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
    picture.save(file, "JPEG", exif=exif, xmp=xmp, comment=SECRET, quality=95)
    return file.getvalue()

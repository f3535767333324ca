"""Pictures as people send them: judged by their content, and kept without what came along."""

import contextlib
import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import IO, cast

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from recovery_site.jpeg import stripped
from recovery_site.pictures import WIDEST

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000
MIN_SIDE = 480
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
# What another site shows already: small ones stay small, and of a GIF the first picture is taken.
# Below that it is a spacer, or counts readers.
SMALLEST_BROUGHT = 16
JPEGS = {"JPEG", "MPO"}  # the second is a JPEG with further pictures behind it
ORIENTATION = 0x0112
SIDEWAYS = {5, 6, 7, 8}

Upload = File | IO[bytes]


@dataclass(frozen=True, slots=True)
class Accepted:
    """Which pictures are taken: their formats, and the pixels of their shorter side."""

    formats: tuple[str, ...] = FORMATS
    shortest: int = MIN_SIDE


UPLOADED = Accepted()
BROUGHT = Accepted((*FORMATS, "GIF"), SMALLEST_BROUGHT)


@dataclass(frozen=True, slots=True)
class Original:
    """What is kept of an upload: an upright JPEG. `width` and `height` are its pixels.

    `format` is what it was, and `moved` whether more pictures followed the one that was taken.
    """

    content: bytes
    width: int
    height: int
    format: str = "JPEG"
    moved: bool = False

    @property
    def file(self) -> ContentFile:
        return ContentFile(self.content, name="picture.jpg")


def original_of(upload: Upload, *, accepted: Accepted = UPLOADED) -> Original:
    """The picture in `upload` without place, camera or anything else beside it.

    An upright JPEG keeps its very pixels and its colour profile; everything else is drawn anew.
    Raises ValidationError with a sentence for the person who uploaded it.
    """
    with _judged(upload, accepted) as picture:
        width, height = picture.size
        kind, moved = picture.format or "", picture.format == "GIF" and _has_another(picture)
        if picture.format in JPEGS and picture.getexif().get(ORIENTATION, 1) == 1:
            picture.draft("RGB", (1, 1))  # an eighth of it is enough to see that all of it is there
            picture.load()
            upload.seek(0)
            with contextlib.suppress(ValueError):
                return Original(stripped(upload.read()), width, height)
            picture = Image.open(cast(IO[bytes], upload), formats=accepted.formats)
        drawn = _drawn_anew(_plain(ImageOps.exif_transpose(picture)))
        return replace(drawn, format=kind, moved=moved)


def read_picture(
    upload: Upload, *, width: int = WIDEST, accepted: Accepted = UPLOADED
) -> Image.Image:
    """The upright RGB picture in `upload`, at least `width` pixels wide where it is as wide.

    Raises ValidationError with a sentence for the person who uploaded it.
    """
    with _judged(upload, accepted) as picture:
        sideways = picture.getexif().get(ORIENTATION) in SIDEWAYS
        scale = width / (picture.height if sideways else picture.width)
        if scale < 1:
            picture.draft(
                "RGB", (math.ceil(picture.width * scale), math.ceil(picture.height * scale))
            )
        return _plain(ImageOps.exif_transpose(picture))


@contextmanager
def _judged(upload: Upload, accepted: Accepted) -> Iterator[Image.Image]:
    """The opened picture; what goes wrong inside becomes a sentence."""
    if (getattr(upload, "size", None) or 0) > MAX_BYTES:
        raise ValidationError(_("The picture is larger than 20 MB. Please make it smaller."))
    upload.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(cast(IO[bytes], upload), formats=accepted.formats)
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(_("The picture has more than 40 million pixels."))
            if min(picture.size) < accepted.shortest:
                words = _("The picture has to be at least %(pixels)s pixels each way.")
                raise ValidationError(words, params={"pixels": accepted.shortest})
            yield picture
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_("The picture has more than 40 million pixels.")) from None
    except UnidentifiedImageError:
        raise ValidationError(
            _("This is not a picture that we can read. Please send a JPEG, PNG, WebP or AVIF.")
        ) from None
    except ValidationError:
        raise
    except Exception:  # every decoder has errors of its own for what somebody sends it
        raise ValidationError(_("The picture is damaged. Please save it again.")) from None


def _has_another(picture: Image.Image) -> bool:
    """Whether a second picture follows; a damaged one does not. No third is looked at."""
    try:
        picture.seek(1)
    except Exception:  # as above
        moves = False
    else:
        moves = True
    picture.seek(0)
    return moves


def _drawn_anew(picture: Image.Image) -> Original:
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95, subsampling=0)
    return Original(file.getvalue(), *picture.size)


def _plain(picture: Image.Image) -> Image.Image:
    """The pixels in sRGB on white, without anything that came along with them."""
    profile = picture.info.get("icc_profile")
    plain = _in_srgb(_on_white(picture), profile)
    plain = plain if plain.mode == "RGB" else plain.convert("RGB")
    # A new picture, because what an old one carries is not all in `info`.
    clean = Image.new("RGB", plain.size)
    clean.paste(plain)
    return clean


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency, and with eight bits a channel."""
    if picture.mode.startswith(("I", "F")):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if not picture.has_transparency_data:
        return picture if picture.mode in {"RGB", "CMYK"} else picture.convert("RGB")
    layer = picture.convert("RGBA")
    white = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(white, layer).convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours that its profile means; as it is where the profile is of no use."""
    if profile:
        with contextlib.suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, source, srgb, outputMode="RGB") or picture
    return picture

"""Pictures as the public gets them: drawn anew in several widths, under a name of their own."""

import contextlib
import io
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

# `python -m benchmarks.photos` measures them: how long they take, how large and how good they are.
AVIF: dict[str, Any] = {"quality": 50, "speed": 9}
WEBP: dict[str, Any] = {"quality": 72, "method": 2}
VARIANTS: tuple[tuple[int, str, dict[str, Any]], ...] = (
    *((width, "avif", AVIF) for width in (1600, 1280, 640, 320)),
    *((width, "webp", WEBP) for width in (1280, 640, 320)),
    # Not progressive, which takes three times as long and saves 1 % of the bytes.
    (1280, "jpg", {"quality": 80, "optimize": True}),
)
WIDEST = max(width for width, _kind, _options in VARIANTS)
PILLOW_FORMATS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
IN_TEXT = 640
FOLDER = "pictures"
_HEX = "[0-9a-f]"
_FILE = re.compile(
    rf"(?:^|/){FOLDER}/({_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}})/[0-9]{{2,4}}\.(?:avif|webp|jpg)$"
)


@dataclass(frozen=True, slots=True)
class Preview:
    """What others show beside a link to a page."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class PictureFiles:
    """The public files of one picture; `width` and `height` are those of the upright picture."""

    version: uuid.UUID
    width: int
    height: int

    @classmethod
    def new(cls, picture: Image.Image) -> "PictureFiles":
        return cls(uuid.uuid4(), picture.width, picture.height)

    @property
    def paths(self) -> list[str]:
        return [self.path(width, kind) for width, kind, _options in VARIANTS]

    def path(self, width: int, kind: str) -> str:
        return f"{folder_of(self.version)}/{width}.{kind}"

    def url(self, width: int, kind: str) -> str:
        return f"{self._folder_url}/{width}.{kind}"

    @property
    def _folder_url(self) -> str:
        # Of plain letters, so nothing in it has to be quoted: the storage does that at length.
        return f"{_public_folder(settings.MEDIA_URL)}/{self.version}"

    @property
    def avif_srcset(self) -> str:
        return self._srcset("avif")

    @property
    def webp_srcset(self) -> str:
        """For browsers without AVIF."""
        return self._srcset("webp")

    def _srcset(self, kind: str) -> str:
        folder = self._folder_url
        return ", ".join(
            f"{folder}/{width}.{kind} {min(width, self.width)}w"
            for width in _useful(kind, self.width)
        )

    @property
    def small_url(self) -> str:
        """320 pixels wide, for lists of the back office."""
        return self.url(320, "webp")

    @property
    def webp_url(self) -> str:
        """The one that the text of an article names."""
        return self.url(IN_TEXT, "webp")

    @property
    def jpeg_url(self) -> str:
        """1280 pixels wide, for everything else: feeds, structured data, link previews."""
        return self.url(1280, "jpg")

    def preview(self, alt: str) -> Preview:
        width = min(1280, self.width)
        return Preview(self.jpeg_url, width, scaled_height(self.width, self.height, width), alt)


@lru_cache(maxsize=2)
def _public_folder(_media_url: str) -> str:
    """Put together by the storage, once: a page asks some twenty times."""
    return default_storage.url(FOLDER)


@lru_cache(maxsize=10_000)
def _useful(kind: str, widest: int) -> list[int]:
    """No variant is wider than the picture: those after the first that is as wide are the same."""
    widths = sorted(width for width, other, _options in VARIANTS if other == kind)
    useful = [width for width in widths if width < widest]
    return useful + [width for width in widths if width >= widest][:1]


class Size(NamedTuple):
    width: int
    height: int


def size_in_text(width: int, height: int) -> Size:
    """Of the picture that a text names; the page may draw it from a larger file."""
    in_text = min(IN_TEXT, width)
    return Size(in_text, scaled_height(width, height, in_text))


def scaled_height(width: int, height: int, to_width: int) -> int:
    return max(1, round(height * to_width / width))


def folder_of(version: uuid.UUID) -> str:
    return f"{FOLDER}/{version}"


def version_in(path: str) -> uuid.UUID | None:
    """The version that a file at `path` belongs to, wherever the public files are served."""
    found = _FILE.search(path)
    return uuid.UUID(found[1]) if found else None


def draw_variants(picture: Image.Image) -> PictureFiles:
    """Store every public file of `picture` under a new version."""
    files = PictureFiles.new(picture)
    try:
        for width, kind, drawn in drawn_variants(picture):
            default_storage.save(files.path(width, kind), ContentFile(drawn))
    except BaseException:
        delete_version(files.version)
        raise
    return files


def drawn_variants(picture: Image.Image) -> Iterator[tuple[int, str, bytes]]:
    """Width, kind and content of each file; no file is wider than the picture."""
    scaled: dict[int, Image.Image] = {}
    for width in sorted({width for width, _kind, _options in VARIANTS}, reverse=True):
        # From one that is twice as large or more, which takes a third of the time.
        larger = [each for each in scaled.values() if each.width >= 2 * width]
        source = larger[-1] if larger else picture
        scaled[width] = _scaled(source, min(width, picture.width))
    for width, kind, options in VARIANTS:
        file = io.BytesIO()
        scaled[width].save(file, PILLOW_FORMATS[kind], **options)
        yield width, kind, file.getvalue()


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    height = scaled_height(picture.width, picture.height, width)
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def delete_version(version: uuid.UUID) -> None:
    """Remove all files of a version. What is gone already is no error."""
    folder = folder_of(version)
    with contextlib.suppress(FileNotFoundError):
        for name in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{name}")
        default_storage.delete(folder)

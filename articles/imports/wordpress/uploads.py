"""The pictures that come beside an export: a folder of this machine, or a zip archive.

An archive is never unpacked: one file at a time is read into memory, and only as much of it as
a picture may have.
"""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from recovery_site.images import MAX_BYTES

MOST_FILES = 50_000
MOST_UNPACKED = 20 * 1024**3
MOST_DIRECTORY = 16 * 1024**2
PICTURES = {".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".avif"}
_SIZED = re.compile(r"-(?:\d+x\d+|scaled|rotated|e\d{10,})(?=\.[a-z]+$)")
# WordPress.com shows pictures by a server of its own, which names the blog's behind it.
_PHOTON = re.compile(r"i\d\.wp\.com")
_MONTH = re.compile(r"(?:^|/)(\d{4}/\d{2})/[^/]+$")
_END_OF_ARCHIVE = b"PK\x05\x06"


class RefusedUploads(ValueError):
    """The pictures are not used at all. The message says why."""


class Uploads:
    """Nothing was brought."""

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self._names: dict[str, list[str]] = {}
        for name in self._listed():
            self._names.setdefault(_base(name), []).append(name)

    def find(self, address: str, *, exact: bool = False) -> str:
        """The name of the picture that an address of the blog shows, or "".

        With `exact` the one of this very name before the one that it is a size of: a file may be
        called "door-300x200.jpg" by itself.
        """
        wanted = path_in_uploads(address)
        month = _month(wanted)
        bases = spellings(_base(wanted))
        for base in bases if exact else [*bases[1:2], *bases]:
            names = self._names.get(base, [])
            of_month = [name for name in names if name.lower().endswith(f"{month}/{base}")]
            loose = [name for name in names if not month or not _month(name)]
            for found in (of_month if month else [], loose):
                if len(found) == 1:
                    return found[0]
        return ""

    def holds(self, name: str) -> bool:
        """Whether there is a picture of this very name."""
        return name in self._names.get(_base(name), [])

    def open(self, name: str) -> IO[bytes]:
        """The picture's bytes. Raises ValidationError for what is too large or damaged."""
        raise ValidationError(_("There are no pictures."))

    def _listed(self) -> Iterator[str]:
        yield from ()


class Folder(Uploads):
    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        if not self.folder.is_dir():
            raise RefusedUploads(_("There is no such folder."))
        super().__init__()

    def _listed(self) -> Iterator[str]:
        for path in self.folder.rglob("*"):
            if path.suffix.lower() not in PICTURES:
                continue
            if not path.resolve().is_relative_to(self.folder):
                self.remarks.append(_("Left alone, it leads out of the folder: %s") % path.name)
            elif path.is_file():
                yield path.relative_to(self.folder).as_posix()

    def open(self, name: str) -> IO[bytes]:
        with (self.folder / name).open("rb") as file:
            return _bounded(file)


class Archive(Uploads):
    def __init__(self, file: IO[bytes]) -> None:
        self.zip = open_archive(file)
        super().__init__()

    def _listed(self) -> Iterator[str]:
        for entry in self.zip.infolist():
            path = PurePosixPath(entry.filename)
            if entry.is_dir() or path.suffix.lower() not in PICTURES:
                continue
            link = stat.S_ISLNK(entry.external_attr >> 16)
            if link or path.is_absolute() or ".." in path.parts or "\\" in entry.filename:
                self.remarks.append(_("Left alone, it leads out of the archive: %s") % path.name)
            elif "__MACOSX" not in path.parts:
                yield entry.filename

    def open(self, name: str) -> IO[bytes]:
        try:
            if self.zip.getinfo(name).file_size > MAX_BYTES:
                raise ValidationError(_("The picture is larger than 20 MB."))
            with self.zip.open(name) as file:
                return _bounded(file)
        except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError):
            raise ValidationError(_("The picture is damaged in the archive.")) from None


def open_archive(file: IO[bytes]) -> zipfile.ZipFile:
    """Raises RefusedUploads for what is none, or holds too much."""
    _check_directory(file)
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, struct.error, OSError):
        raise RefusedUploads(_("This is not a zip archive, or it is damaged.")) from None
    entries = archive.infolist()
    if len(entries) > MOST_FILES:
        raise RefusedUploads(_("The archive holds too many files."))
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise RefusedUploads(_("The archive would be larger than 20 GB unpacked."))
    return archive


def host_and_path(address: str) -> tuple[str, str]:
    """Where a picture of the blog lies, whoever shows it."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return "", ""
    host, path = (parts.hostname or "").removeprefix("www."), unquote(parts.path)
    if _PHOTON.fullmatch(host):
        host, _slash, path = path.strip("/").partition("/")
    return host, path


def path_in_uploads(address: str) -> str:
    """ "2013/03/door.jpg" of "https://old.example/wp-content/uploads/2013/03/door.jpg?w=300"."""
    return host_and_path(address)[1].rpartition("/uploads/")[2].strip("/").lower()


def spellings(path: str) -> list[str]:
    """Names that one picture may have: as it is written, without its size, and as WordPress calls
    the picture that it made smaller or turned."""
    plain = _SIZED.sub("", path)
    made = [re.sub(r"(\.[a-z]+)$", rf"-{mark}\1", plain) for mark in ("scaled", "rotated")]
    return [path, plain, *made]


def _base(name: str) -> str:
    return name.rpartition("/")[2].lower()


def _month(name: str) -> str:
    found = _MONTH.search(name.lower())
    return found[1] if found else ""


def _bounded(file: IO[bytes]) -> IO[bytes]:
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValidationError(_("The picture is larger than 20 MB."))
    return io.BytesIO(content)


def _check_directory(file: IO[bytes]) -> None:
    """Before anything is read of it: a list of millions of files would fill the memory."""
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 66_000))
    tail = file.read()
    place = tail.rfind(_END_OF_ARCHIVE)
    if place < 0 or len(tail) < place + 22:
        raise RefusedUploads(_("This is not a zip archive, or it is damaged."))
    (directory,) = struct.unpack_from("<L", tail, place + 12)
    if directory > MOST_DIRECTORY:
        raise RefusedUploads(_("The archive holds too many files."))
    file.seek(0)

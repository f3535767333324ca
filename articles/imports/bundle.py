"""Texts in files, packed into one archive: a single file, a folder, or a zip that was sent.

The archive is our own: only texts are in it, and none is larger than an article may be.
"""

import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from articles.imports.decoding import MAX_BYTES
from articles.imports.document import UnreadableDocument
from articles.imports.parsing import HTML, MARKDOWN
from articles.imports.wordpress.events import Document
from articles.imports.wordpress.uploads import RefusedUploads, open_archive

TEXTS = {*MARKDOWN, *HTML, ".txt", ".text"}
MOST_TEXTS = 2_000


def pack_folder(folder: Path, packed: IO[bytes]) -> int:
    """Write the texts of `folder` into `packed`; returns how many there are.

    Raises UnreadableDocument with a sentence for the person who brought them.
    """
    return _pack(_of_folder(folder.resolve()), packed)


def pack_file(file: IO[bytes], name: str, packed: IO[bytes]) -> int:
    """The same for an open file, which is a zip or a text."""
    if PurePosixPath(name).suffix.lower() == ".zip":
        return _pack(_of_zip(file), packed)
    return _pack(iter([(PurePosixPath(name).name, file.read(MAX_BYTES + 1))]), packed)


def documents(file: IO[bytes], *, offset: int = 0) -> Iterator[Document]:
    """Those of a packed archive, from the one at `offset` on."""
    with zipfile.ZipFile(file) as archive:
        for number, name in enumerate(archive.namelist(), start=1):
            if number >= offset:
                yield Document(number, 0, name, archive.read(name))


def document_at(file: IO[bytes], *, offset: int) -> Document | None:
    return next(documents(file, offset=offset), None)


def _pack(texts: Iterator[tuple[str, bytes]], packed: IO[bytes]) -> int:
    count = 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in texts:
            count += 1
            if count > MOST_TEXTS:
                raise UnreadableDocument(_("These are more than 2,000 texts. Bring fewer at once."))
            archive.writestr(name, content)
    if not count:
        raise UnreadableDocument(_("There is no text in it: no .txt, .md or .html file."))
    return count


def _of_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        inside = path.resolve().is_relative_to(folder)
        if path.suffix.lower() in TEXTS and inside and path.is_file():
            with path.open("rb") as file:
                yield path.relative_to(folder).as_posix(), file.read(MAX_BYTES + 1)


def _of_zip(file: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    try:
        archive = open_archive(file)
        for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
            path = PurePosixPath(entry.filename)
            if path.suffix.lower() in TEXTS and "__MACOSX" not in path.parts:
                with archive.open(entry) as opened:
                    yield entry.filename, opened.read(MAX_BYTES + 1)
    except RefusedUploads as error:
        raise UnreadableDocument(str(error)) from None
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError, NotImplementedError):
        raise UnreadableDocument(_("The archive is damaged.")) from None

"""The pictures beside an export: found by their address, and nothing else is ever read."""

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from articles.imports.wordpress.uploads import Archive, Folder, RefusedUploads
from recovery_site.images import MAX_BYTES
from tests.articles import wxr


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://old.example/wp-content/uploads/2019/05/door.jpg", "uploads/2019/05/door.jpg"),
        ("/wp-content/uploads/2019/05/door-300x200.jpg?w=3", "uploads/2019/05/door.jpg"),
        ("https://x.files.wordpress.com/2019/05/DOOR.jpg", "uploads/2019/05/door.jpg"),
        (
            "https://i0.wp.com/old.example/wp-content/uploads/2019/05/door.jpg?ssl=1",
            "uploads/2019/05/door.jpg",
        ),
        ("https://i2.wp.com/x.files.wordpress.com/2019/05/door.jpg", "uploads/2019/05/door.jpg"),
        ("2019/05/door-scaled.jpg", "uploads/2019/05/door.jpg"),
        ("2019/06/door.jpg", "uploads/2019/06/door.jpg"),
        ("2020/01/door.jpg", ""),
        ("flat.jpg", "uploads/flat.jpg"),
        ("2011/01/flat-10x10.jpg", "uploads/flat.jpg"),
        ("2019/05/large.jpg", "uploads/2019/05/large-scaled.jpg"),
        ("nothing.jpg", ""),
        ("http://[bad", ""),
        ("", ""),
    ],
)
def test_an_address_finds_its_picture(address: str, name: str) -> None:
    paths = ("2019/05/door.jpg", "2019/06/door.jpg", "flat.jpg", "2019/05/large-scaled.jpg")
    assert Archive(wxr.uploads_zip(*paths)).find(address) == name


def test_a_file_may_be_called_like_a_size_of_another() -> None:
    uploads = Archive(wxr.uploads_zip("2019/05/door.jpg", "2019/05/door-300x200.jpg"))
    assert uploads.find("2019/05/door-300x200.jpg") == "uploads/2019/05/door.jpg"
    exact = uploads.find("2019/05/door-300x200.jpg", exact=True)
    assert exact == "uploads/2019/05/door-300x200.jpg"


def test_names_that_lead_out_of_the_archive_are_left_alone() -> None:
    link = zipfile.ZipInfo("uploads/link.jpg")
    link.external_attr = 0o120777 << 16
    file = wxr.uploads_zip(
        **{"../up.jpg": b"x", "/root.jpg": b"x", "a\\b.jpg": b"x", "a.php": b"x"}
    )
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    uploads = Archive(file)
    for name in ("up.jpg", "root.jpg", "link.jpg", "b.jpg", "a.php"):
        assert uploads.find(name) == ""
    assert len(uploads.remarks) == 4


def test_a_link_out_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "outside.jpg").write_bytes(b"x")
    folder = tmp_path / "uploads"
    folder.mkdir()
    (folder / "in.jpg").write_bytes(b"y")
    os.symlink(tmp_path / "outside.jpg", folder / "out.jpg")
    uploads = Folder(folder)
    assert (uploads.find("in.jpg"), uploads.find("out.jpg")) == ("in.jpg", "")
    assert uploads.open("in.jpg").read() == b"y"
    assert len(uploads.remarks) == 1


def test_a_bomb_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.jpg", bytes(MAX_BYTES + 1))
    with pytest.raises(ValidationError, match="20 MB"):
        Archive(file).open("bomb.jpg")


def test_a_bomb_that_lies_about_its_size_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.jpg", bytes(MAX_BYTES + 1))
    lies = file.getvalue().replace(struct.pack("<L", MAX_BYTES + 1), struct.pack("<L", 100))
    with pytest.raises(ValidationError):
        Archive(io.BytesIO(lies)).open("bomb.jpg")


def test_a_damaged_picture_is_told() -> None:
    content = bytearray(wxr.uploads_zip("door.jpg").getvalue())
    content[100:140] = bytes(40)
    with pytest.raises(ValidationError, match="damaged"):
        Archive(io.BytesIO(bytes(content))).open("uploads/door.jpg")


@pytest.mark.parametrize("content", [b"", b"PK", b"x" * 200, b"PK\x05\x06" + bytes(4)])
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedUploads, match="not a zip"):
        Archive(io.BytesIO(content))


def test_an_archive_of_too_many_files_is_refused_before_its_list_is_read(monkeypatch) -> None:
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 9, 9, 0x7FFFFFFF, 0, 0)
    with pytest.raises(RefusedUploads, match="too many"):
        Archive(io.BytesIO(end))
    monkeypatch.setattr("articles.imports.wordpress.uploads.MOST_FILES", 1)
    with pytest.raises(RefusedUploads, match="too many"):
        Archive(wxr.uploads_zip("a.jpg", "b.jpg"))


def test_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedUploads):
        Folder(tmp_path / "nothing")

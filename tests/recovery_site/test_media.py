from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import Client
from pytest_django import Settings

WEBP = b"RIFF\x0c\x00\x00\x00WEBPVP8 "


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    options = {
        "default": {"location": tmp_path / "media", "base_url": "/media/"},
        "private": {"location": tmp_path / "private"},
    }
    settings.STORAGES = settings.STORAGES | {
        alias: settings.STORAGES[alias] | {"OPTIONS": given} for alias, given in options.items()
    }
    return tmp_path


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("houses/ab12/640.webp", "image/webp"),
        ("houses/ab12/640.avif", "image/avif"),
        ("houses/ab12/640.jpg", "image/jpeg"),
    ],
)
def test_a_picture_is_served_as_what_its_name_says(name: str, content_type: str, client: Client):
    default_storage.save(name, ContentFile(WEBP))

    response = client.get(f"/media/{name}")

    assert response.getvalue() == WEBP
    assert response.headers["Content-Type"] == content_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_picture_is_not_compressed_once_more(client: Client):
    default_storage.save("a.jpg", ContentFile(b"x" * 1000))
    response = client.get("/media/a.jpg", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert len(response.getvalue()) == 1000


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["page.html", "logo.svg", "run.js", "feed.xml", "a.php.jpg", "photo.JPG", ".a.jpg", "a"]
)
def test_nothing_but_a_picture_is_served(name: str, folder: Path, client: Client):
    file = folder / "media" / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"<script>alert(1)</script>")
    assert client.get(f"/media/{name}").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["../private/original.jpg", "..%2Fprivate%2Foriginal.jpg", "%2e%2e/private/original.jpg",
     "/private/original.jpg", "x/../../private/original.jpg", "original.jpg%00.webp"],
)  # fmt: skip
def test_no_address_leads_to_an_original(path: str, client: Client):
    storages["private"].save("original.jpg", ContentFile(WEBP))
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.django_db
def test_a_picture_that_is_gone_or_a_folder_is_not_found(folder: Path, client: Client):
    (folder / "media" / "folder.jpg").mkdir(parents=True)
    assert client.get("/media/gone.webp").status_code == 404
    assert client.get("/media/folder.jpg").status_code == 404


def test_a_private_file_has_no_url_and_only_we_can_read_it(folder: Path):
    name = storages["private"].save("originals/front.jpg", ContentFile(WEBP))
    file = folder / "private" / name
    with pytest.raises(ValueError, match="no URL"):
        storages["private"].url(name)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700

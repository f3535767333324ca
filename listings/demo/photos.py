from typing import Any
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import default_storage

from listings.actions import add_photo
from listings.demo.content import HERE, read
from listings.models import House, Photo
from recovery_site.images import PictureFiles

Drawn = dict[str, Photo]


def add_photos(house: House, content: dict[str, Any], *, drawn: Drawn) -> None:
    """Each drawing goes through the upload path once; further houses get copies of its files."""
    for position, name in enumerate(content.get("photos", [])):
        alt = read("photos")[name]
        if name in drawn:
            _copy(drawn[name], house, alt=alt, position=position)
            continue
        with (HERE / "photos" / f"{name}.jpg").open("rb") as file:
            drawn[name] = add_photo(house=house, upload=File(file), alt=alt)


def _copy(photo: Photo, house: House, *, alt: str, position: int) -> None:
    files = PictureFiles(uuid4(), photo.width, photo.height)
    for old, new in zip(photo.files.paths, files.paths, strict=True):
        with default_storage.open(old) as file:
            default_storage.save(new, file)
    twin = Photo(
        house=house,
        alt=alt,
        position=position,
        version=files.version,
        width=files.width,
        height=files.height,
    )
    with photo.original.open() as file:
        twin.original.save(f"{files.version}.bin", file, save=False)
    twin.save()

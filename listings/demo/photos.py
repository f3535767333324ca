from datetime import datetime
from typing import Any, cast
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import default_storage

from listings import actions
from listings.demo.content import HERE, read
from listings.models import House, Photo
from recovery_site.models import OutboxMessage
from recovery_site.pictures import PictureFiles

Drawn = dict[str, Photo]


def add_photos(house: House, content: dict[str, Any], *, drawn: Drawn, at: datetime) -> None:
    """Each picture goes through the upload path once; further houses get copies of its files.

    It is drawn here and now, so that the demo's first visitor sees it.
    """
    for position, name in enumerate(content.get("photos", [])):
        alt = read("photos")[name]
        if name in drawn:
            _copy(drawn[name], house, alt=alt, position=position)
            continue
        with (HERE / "photos" / f"{name}.jpg").open("rb") as file:
            photo = actions.add_photo(house=house, upload=File(file), alt=alt, at=at)
        actions.draw_photo(promise=cast(OutboxMessage, photo.drawing), at=at)
        photo.refresh_from_db()
        drawn[name] = photo


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
        twin.original.save(f"{files.version}.jpg", file, save=False)
    twin.save()

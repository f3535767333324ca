from datetime import datetime
from functools import partial
from uuid import uuid4

from django.core.files.base import File
from django.db import transaction

from listings.actions.social import forget_social_picture, refresh_social_pictures
from listings.models import House, Photo
from recovery_site.actions import PICTURE_PRIORITY, enqueue, retire_picture
from recovery_site.images import Original, original_of, read_picture
from recovery_site.models import OutboxMessage
from recovery_site.pictures import delete_version, draw_variants

DRAW_PHOTO = "listings.photo"


@transaction.atomic
def add_photo(*, house: House, upload: File, alt: str, at: datetime, **place: int) -> Photo:
    """A photo after the others, or as `place` says (position, focal_x, focal_y).

    Visitors see it once the worker has drawn it. Raises ValidationError when `upload` is not a
    picture that can be shown.
    """
    last = house.photos.order_by("position").last()
    place.setdefault("position", last.position + 1 if last else 0)
    photo = Photo(house=house, alt=alt.strip(), **place)
    photo.clean_fields(exclude=["original", "width", "height"])
    original = original_of(upload)
    photo.width, photo.height = original.width, original.height
    _keep(photo, original, at=at)
    photo.save()
    return photo


@transaction.atomic
def replace_photo(*, photo: Photo, upload: File, at: datetime) -> None:
    """Put another picture in the same place. Visitors see the former one until it is drawn."""
    original = original_of(upload)
    stored = Photo.objects.select_for_update().get(pk=photo.pk)
    transaction.on_commit(partial(stored.original.storage.delete, str(stored.original.name)))
    _keep(photo, original, at=at)
    photo.save(update_fields=["original", "drawing"])


@transaction.atomic
def remove_photo(*, photo: Photo) -> None:
    """Forget a photo. Its files are gone once this is certain, whoever still has the page open."""
    if photo.version:
        transaction.on_commit(partial(delete_version, photo.version))
    transaction.on_commit(partial(photo.original.storage.delete, str(photo.original.name)))
    forget_social_picture(house=photo.house)
    photo.delete()


def draw_photo(*, promise: OutboxMessage, at: datetime) -> None:
    """Draw the public files of the photo that waits for `promise`, and show them.

    Does nothing when none does: it was drawn, replaced or removed since. Raises
    ValidationError when the original can't be read. No transaction is open while it draws.
    """
    photo = Photo.objects.filter(drawing=promise).first()
    if photo is None:
        return
    with photo.original.open() as file:
        files = draw_variants(read_picture(file))
    with transaction.atomic():
        waiting = Photo.objects.select_for_update().filter(pk=photo.pk, drawing=promise)
        before = waiting.values_list("version", flat=True).first()
        shown = waiting.update(
            version=files.version, width=files.width, height=files.height, drawing=None
        )
        if not shown:
            delete_version(files.version)
            return
        if before:
            retire_picture(version=before, at=at)
        refresh_social_pictures(houses=House.objects.filter(pk=photo.house_id), at=at)


def _keep(photo: Photo, original: Original, *, at: datetime) -> None:
    """Store the original, and promise to draw it."""
    photo.drawing = enqueue(
        kind=DRAW_PHOTO,
        payload={"photo": str(photo.uuid)},
        at=at,
        priority=PICTURE_PRIORITY,
    )
    photo.original.save(f"{uuid4()}.jpg", original.file, save=False)

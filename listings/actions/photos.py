from functools import partial

from django.core.files.base import File
from django.db import transaction

from listings.models import House, Photo
from recovery_site.images import delete_variants, draw_variants, read_picture


@transaction.atomic
def add_photo(*, house: House, upload: File, alt: str) -> Photo:
    """Append a photo. Raises ValidationError when `upload` is not a picture that can be shown."""
    last = house.photos.order_by("position").last()
    photo = Photo(house=house, alt=alt, position=last.position + 1 if last else 0)
    return _set_picture(photo, upload)


@transaction.atomic
def replace_photo(*, photo: Photo, upload: File) -> Photo:
    """Put another picture in the same place. The old files go once this is certain."""
    transaction.on_commit(partial(delete_variants, photo.files))
    transaction.on_commit(partial(photo.original.storage.delete, str(photo.original.name)))
    return _set_picture(photo, upload)


@transaction.atomic
def remove_photo(*, photo: Photo) -> None:
    transaction.on_commit(partial(delete_variants, photo.files))
    transaction.on_commit(partial(photo.original.storage.delete, str(photo.original.name)))
    photo.delete()


def _set_picture(photo: Photo, upload: File) -> Photo:
    photo.alt = photo.alt.strip()
    photo.clean_fields(exclude=["original", "version", "width", "height"])
    files = draw_variants(read_picture(upload))
    try:
        upload.seek(0)
        photo.version, photo.width, photo.height = files.version, files.width, files.height
        photo.original.save(f"{files.version}.bin", upload, save=False)
        photo.save()
    except BaseException:
        delete_variants(files)
        raise
    return photo

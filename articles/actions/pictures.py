from datetime import datetime
from functools import partial
from typing import IO

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Picture
from recovery_site.actions import retire_picture
from recovery_site.images import BROUGHT, UPLOADED, Accepted, Original, original_of, read_picture
from recovery_site.pictures import delete_version, draw_variants

Upload = File | IO[bytes]


@transaction.atomic
def add_picture(*, picture: Picture, upload: Upload) -> Picture:
    """Put a new picture into the library.

    Raises ValidationError when `upload` is not a picture that can be shown.
    """
    return _set_files(picture, upload)


@transaction.atomic
def bring_picture_in(*, picture: Picture, upload: Upload) -> list[str]:
    """Put a picture that another site shows into the library, a small one and a GIF too.

    Returns what a person should know of it. Raises ValidationError as `add_picture` does.
    """
    original = original_of(upload, accepted=BROUGHT)
    _set_files(picture, original.file, BROUGHT)
    return _remarks(picture, original)


def _remarks(picture: Picture, original: Original) -> list[str]:
    remarks = []
    if original.moved:
        remarks.append(_("It moves on the old site. Only its first picture was taken."))
    elif original.format == "GIF":
        remarks.append(_("It was a GIF: the picture in it was taken."))
    if not picture.is_large:
        size = {"width": picture.width, "height": picture.height}
        remarks.append(_("It is small, %(width)s × %(height)s pixels, and stays so.") % size)
    return remarks


@transaction.atomic
def replace_picture(*, picture: Picture, upload: Upload, at: datetime) -> Picture:
    """Put another picture in the place of the one stored.

    The former files stay for a day, and for as long as a text shows them.
    """
    stored = Picture.objects.select_for_update().get(pk=picture.pk)
    transaction.on_commit(partial(stored.original.storage.delete, str(stored.original.name)))
    retire_picture(version=stored.version, at=at)
    return _set_files(picture, upload)


@transaction.atomic
def remove_picture(*, picture: Picture) -> None:
    """Raises ProtectedError while it is the cover of an article."""
    original, version = picture.original, picture.version
    picture.delete()
    transaction.on_commit(partial(delete_version, version))
    transaction.on_commit(partial(original.storage.delete, str(original.name)))


def _set_files(picture: Picture, upload: Upload, accepted: Accepted = UPLOADED) -> Picture:
    original = original_of(upload, accepted=accepted)
    files = draw_variants(read_picture(original.file, accepted=accepted))
    picture.version, picture.width, picture.height = files.version, files.width, files.height
    try:
        picture.original.save(f"{files.version}.jpg", original.file, save=False)
        picture.save()
    except BaseException:
        delete_version(files.version)
        picture.original.storage.delete(str(picture.original.name))
        raise
    return picture

from functools import partial
from typing import IO, cast

from django.core.files.base import File
from django.db import transaction
from PIL.Image import Image

from articles.models import Article, Picture
from recovery_site.images import delete_variants, draw_variants, read_picture

Upload = File | IO[bytes]


@transaction.atomic
def add_picture(*, picture: Picture, upload: Upload, drawn: Image | None = None) -> Picture:
    """Put a new picture into the library. `drawn` is what `read_picture` made of the upload.

    Raises ValidationError when `upload` is not a picture that can be shown.
    """
    return _set_files(picture, upload, drawn)


@transaction.atomic
def replace_picture(*, picture: Picture, upload: Upload, drawn: Image | None = None) -> Picture:
    """Put another picture in the place of the one stored. The old files go once this is certain."""
    stored = Picture.objects.select_for_update().get(pk=picture.pk)
    transaction.on_commit(partial(stored.original.storage.delete, str(stored.original.name)))
    if not Article.objects.filter(body__contains=f"/{stored.version}/").exists():
        transaction.on_commit(partial(delete_variants, stored.files))
    return _set_files(picture, upload, drawn)


@transaction.atomic
def remove_picture(*, picture: Picture) -> None:
    """Raises ProtectedError while it is the cover of an article."""
    original, files = picture.original, picture.files
    picture.delete()
    transaction.on_commit(partial(delete_variants, files))
    transaction.on_commit(partial(original.storage.delete, str(original.name)))


def _set_files(picture: Picture, upload: Upload, drawn: Image | None) -> Picture:
    files = draw_variants(drawn or read_picture(upload))
    picture.version, picture.width, picture.height = files.version, files.width, files.height
    upload.seek(0)
    try:
        picture.original.save(f"{files.version}.bin", File(cast(IO[bytes], upload)), save=False)
        picture.save()
    except BaseException:
        delete_variants(files)
        picture.original.storage.delete(str(picture.original.name))
        raise
    return picture

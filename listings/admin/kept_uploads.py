"""A picture that came with a form which was refused for something else. It waits for the next try.

It lies beside the originals, where the nightly sweep removes what no photo points at after a day.
"""

from uuid import uuid4

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.utils.translation import gettext_lazy as _

from recovery_site.images import original_of
from recovery_site.sweeping import KEPT_FOR

FOLDER = "photos"
SALT = "listings.photo.kept"
AGAIN = _("This picture was kept for a day only. Please choose it again.")


def keep_upload(upload: File) -> str:
    """A signed word for the form, by which `kept_upload` finds the picture."""
    upload.seek(0)
    name = storages["private"].save(f"{FOLDER}/{uuid4()}.jpg", upload)
    return signing.dumps(name, salt=SALT)


def kept_upload(word: str) -> ContentFile:
    """Raises ValidationError when the word is not one of ours, or the picture is gone."""
    try:
        name = signing.loads(word, salt=SALT, max_age=KEPT_FOR)
        with storages["private"].open(name) as file:
            return original_of(file).file
    except (signing.BadSignature, FileNotFoundError):
        raise ValidationError(AGAIN) from None

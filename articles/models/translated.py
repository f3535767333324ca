from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class Translated(models.Model):
    """One row per language; the rows of one thing share `translation_group`."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    translation_group = models.UUIDField(default=uuid4, editable=False, db_index=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )

    class Meta:
        abstract = True


def path_of(url_name: str, slug: str, language: str) -> str:
    """The path in `language`, whatever language is spoken right now."""
    with translation.override(language):
        return reverse(url_name, args=[slug])

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Person(models.Model):
    """Somebody who signs articles: an author, or a reviewer with credentials."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=120, help_text=_("As printed."))
    slug = models.SlugField(_("key"), max_length=120, unique=True)
    credentials = models.CharField(
        _("credentials"), max_length=160, blank=True, help_text=_("Like LMHC. Only what is held.")
    )
    bio = models.TextField(_("about"), blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("staff account"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
    )

    class Meta:
        verbose_name = _("author or reviewer")
        verbose_name_plural = _("authors and reviewers")

    def __str__(self) -> str:
        return self.name

    @property
    def byline(self) -> str:
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

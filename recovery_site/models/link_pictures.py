from django.db import models
from django.utils.translation import gettext_lazy as _


class DrawnForLinks(models.Model):
    """What others show beside a link to a page of ours, drawn from what the page tells.

    `digest` says what of: a picture is out of date as soon as its page has another one.
    """

    version = models.UUIDField(unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    drawn_at = models.DateTimeField(_("drawn"))

    class Meta:
        abstract = True
        verbose_name = _("picture for links")
        verbose_name_plural = _("pictures for links")

    def __str__(self) -> str:
        return str(self.version)

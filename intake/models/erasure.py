from django.db import models
from django.utils.translation import gettext_lazy as _


class ErasureRecord(models.Model):
    """A request that was made nameless, and when. Rows are added, never changed.

    With the file of the same list it makes a database that was restored forget again.
    """

    request_uuid = models.UUIDField(_("request"), unique=True, editable=False)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return str(self.request_uuid)

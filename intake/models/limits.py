from django.db import models
from django.utils.translation import gettext_lazy as _


class SendingCount(models.Model):
    """What came lately from one client, or for one phone or e-mail, under a keyed hash.

    Who counts holds the row until what was counted is stored. `times` are seconds since 1970.
    """

    key = models.CharField(max_length=64, unique=True, editable=False)
    times = models.JSONField(default=list, editable=False)
    expires_at = models.DateTimeField(_("of use until"), db_index=True)

    class Meta:
        verbose_name = _("count of what was sent")
        verbose_name_plural = _("counts of what was sent")

    def __str__(self) -> str:
        return str(self.pk)

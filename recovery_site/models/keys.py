from django.db import models
from django.utils.translation import gettext_lazy as _

from recovery_site.fields import EncryptedTextField


class KeyCheck(models.Model):
    """What tells at start whether the configured keys are those of this database. One row."""

    sealed = EncryptedTextField(_("sealed with the key for fields"))
    hashed = models.CharField(_("made with the key for hashes"), max_length=64)

    class Meta:
        verbose_name = _("check of the keys")
        verbose_name_plural = _("checks of the keys")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="key_check_once")]

    def __str__(self) -> str:
        return self.hashed[:8]

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recovery_site.querysets import AuditQuerySet


class AuditEvent(models.Model):
    """Who did what to which object, and when. Rows are added, never changed or deleted.

    The database refuses both. `fields` names what was touched and `number` says how many
    there were; values are never kept here. Some events have no object, as a look-up.
    """

    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty: the system itself, or a visitor."),
    )
    action = models.CharField(_("what"), max_length=60)
    object_type = models.CharField(_("kind of object"), max_length=80, blank=True)
    object_uuid = models.UUIDField(_("object"), null=True, blank=True)
    fields = models.JSONField(_("fields"), default=list, blank=True)
    number = models.PositiveIntegerField(_("how many"), null=True, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        constraints = [
            models.CheckConstraint(
                condition=Q(object_type="", object_uuid__isnull=True)
                | (~Q(object_type="") & Q(object_uuid__isnull=False)),
                name="audit_object_whole",
            )
        ]
        indexes = [
            models.Index(fields=["object_type", "object_uuid", "at"], name="audit_by_object"),
            models.Index(fields=["at"], name="audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_type} {self.object_uuid or ''}".rstrip()

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recovery_site.constraints import together
from recovery_site.querysets import OutboxQuerySet


class OutboxMessage(models.Model):
    """Something to deliver, written in the transaction that gave rise to it.

    `payload` holds keys of rows, never a name, a number or a message text.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    payload = models.JSONField(_("payload"), default=dict)
    priority = models.PositiveSmallIntegerField(
        _("priority"), default=5, help_text=_("Lower goes first. Notices about people are 1.")
    )
    dedupe_key = models.CharField(_("once-only key"), max_length=120, null=True, blank=True)
    created_at = models.DateTimeField(_("written"))
    due_at = models.DateTimeField(_("next try"))
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(_("taken until"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    gave_up_at = models.DateTimeField(_("needs a person since"), null=True, blank=True)
    last_error = models.CharField(
        _("last error"),
        max_length=200,
        blank=True,
        help_text=_("The kind of error only. Its text could hold an address."),
    )

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        constraints = [
            models.UniqueConstraint(fields=["dedupe_key"], name="outbox_dedupe_key_unique"),
            together(
                "lease_token",
                "lease_until",
                name="outbox_lease_whole",
                message=_("A lease has a token and an end."),
            ),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True) | Q(gave_up_at__isnull=True),
                name="outbox_one_end",
                violation_error_message=_("A delivery is done or given up, not both."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["priority", "due_at", "id"],
                condition=Q(delivered_at__isnull=True, gave_up_at__isnull=True),
                name="outbox_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uuid}"


class WorkerHeartbeat(models.Model):
    """When a background worker was last seen at work."""

    name = models.CharField(_("worker"), max_length=80, primary_key=True)
    lane = models.CharField(
        _("lane"), max_length=20, blank=True, help_text=_("Empty: it takes everything.")
    )
    at = models.DateTimeField(_("seen"))

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.name

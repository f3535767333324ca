"""What staff did about a request."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.choices import Channel, CloseReason, Direction, NextAction, Outcome, Rule, Status
from intake.models.requests import CallbackRequest
from recovery_site.constraints import one_of
from recovery_site.fields import EncryptedTextField


def _of_request(name: str) -> models.ForeignKey:
    return models.ForeignKey(
        CallbackRequest, verbose_name=_("request"), on_delete=models.CASCADE, related_name=name
    )


def _by(**options) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="+",
        **options,
    )


class Attempt(models.Model):
    """One call, text or e-mail, either way."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    request = _of_request("attempts")
    by = _by()
    at = models.DateTimeField(_("when"))
    direction = models.CharField(
        _("direction"), max_length=3, choices=Direction, default=Direction.OUTBOUND
    )
    channel = models.CharField(_("by"), max_length=6, choices=Channel)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    next_action = models.CharField(
        _("next"), max_length=6, choices=NextAction, default=NextAction.NONE
    )
    next_due_at = models.DateTimeField(_("due"), null=True, blank=True)
    note = EncryptedTextField(_("note"), max_length=1000, blank=True)
    against_rules = models.JSONField(
        _("against the rules"),
        default=list,
        blank=True,
        help_text=_("Rules that this attempt broke. It happened, so it is kept, and marked."),
    )

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        constraints = [
            one_of("direction", Direction.values, name="attempt_direction_known"),
            one_of("channel", Channel.values, name="attempt_channel_known"),
            one_of("outcome", Outcome.values, name="attempt_outcome_known"),
            one_of("next_action", NextAction.values, name="attempt_next_action_known"),
            models.CheckConstraint(
                condition=Q(next_action=NextAction.NONE, next_due_at__isnull=True)
                | (~Q(next_action=NextAction.NONE) & Q(next_due_at__isnull=False)),
                name="attempt_next_action_has_time",
                violation_error_message=_("Say when the next step is due."),
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.VOICEMAIL) | Q(channel=Channel.CALL),
                name="attempt_voicemail_is_a_call",
                violation_error_message=_("Only a call can end in a voicemail."),
            ),
        ]
        indexes = [models.Index(fields=["request", "at"], name="attempt_of_request")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}, {self.get_outcome_display()}"

    @property
    def broken_rules(self) -> list[str]:
        """What `against_rules` says, in words."""
        return [str(Rule(rule).label) for rule in self.against_rules if rule in Rule.values]


class Note(models.Model):
    request = _of_request("notes")
    by = _by()
    at = models.DateTimeField(_("when"))
    body = EncryptedTextField(_("note"), max_length=2000)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class StatusChange(models.Model):
    """One move of a request. `by` is empty for a move that the system made."""

    request = _of_request("status_changes")
    by = _by(null=True, blank=True)
    at = models.DateTimeField(_("when"))
    from_status = models.CharField(_("from"), max_length=15, choices=Status, blank=True)
    to_status = models.CharField(_("to"), max_length=15, choices=Status)
    close_reason = models.CharField(_("why"), max_length=12, choices=CloseReason, blank=True)

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        constraints = [
            one_of("to_status", Status.values, name="status_change_to_known"),
            one_of("from_status", Status.values, name="status_change_from_known", blank=True),
            models.CheckConstraint(
                condition=Q(to_status=Status.CLOSED, close_reason__in=CloseReason.values)
                | (~Q(to_status=Status.CLOSED) & Q(close_reason="")),
                name="status_change_closed_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["to_status", "at"], name="status_change_funnel")]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"

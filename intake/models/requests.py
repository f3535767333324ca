import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intake.choices import (
    MOVES,
    Channel,
    CloseReason,
    ForWhom,
    HeardFrom,
    HeldFor,
    MoveIn,
    Source,
    Status,
    Window,
)
from intake.models.contacts import Contact
from intake.querysets import SETTLED, CallbackRequestQuerySet
from listings.choices import Gender
from listings.models import BedInterval, House, Operator
from recovery_site.constraints import index_where_set, one_of, together
from recovery_site.fields import EncryptedTextField

# What points elsewhere once somebody said so.
LATER = ("entered_by", "resident", "house", "assigned_to", "bed_hold", "released_by")


class CallbackRequest(models.Model):
    """Somebody asked to be called. What tells who they are is encrypted or in `requester`.

    `due_at` is when the next thing has to happen: the first attempt, then each next action.
    `submission_key` says what was sent: it is let go when the same may be sent again.
    `version` counts the moves, so that a page left open can't undo somebody else's.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True, editable=False)
    operator = models.ForeignKey(
        Operator,
        verbose_name=_("operator"),
        on_delete=models.PROTECT,
        related_name="requests",
        db_index=False,  # `callback_request_by_operator` begins with it
    )
    source = models.CharField(_("came by"), max_length=10, choices=Source, default=Source.WEB)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("entered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    submission_key = models.CharField(max_length=64, null=True, editable=False)

    requester = models.ForeignKey(
        Contact, verbose_name=_("who asks"), on_delete=models.PROTECT, related_name="requests"
    )
    resident = models.ForeignKey(
        Contact,
        verbose_name=_("who would move in"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests_about",
        db_index=False,
    )
    for_whom = models.CharField(_("for"), max_length=10, choices=ForWhom)
    organization = EncryptedTextField(_("organization"), max_length=120, blank=True)
    professional_role = EncryptedTextField(_("role"), max_length=80, blank=True)
    planned_discharge_on = models.DateField(_("planned discharge"), null=True, blank=True)

    channel = models.CharField(_("reach by"), max_length=6, choices=Channel)
    window = models.CharField(_("when"), max_length=10, choices=Window, default=Window.ANY)
    may_leave_voicemail = models.BooleanField(_("may leave a voicemail"), default=False)
    may_send_texts = models.BooleanField(_("may send texts"), default=False)
    may_say_who_calls = models.BooleanField(_("may say who is calling"), default=False)

    house = models.ForeignKey(
        House,
        verbose_name=_("house"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="requests",
        db_index=False,
    )
    house_gender = models.CharField(_("looking for"), max_length=10, choices=Gender, blank=True)
    move_in = models.CharField(_("move in"), max_length=10, choices=MoveIn, blank=True)
    heard_from = models.CharField(_("heard of us"), max_length=12, choices=HeardFrom, blank=True)
    message = EncryptedTextField(_("message"), max_length=500, blank=True)
    told_of_referral_law = models.BooleanField(
        _("house without a valid certificate, professional"),
        default=False,
        help_text=_("Florida law (§397.4873) may bar a licensed provider from referring to it."),
    )

    status = models.CharField(_("status"), max_length=15, choices=Status, default=Status.NEW)
    close_reason = models.CharField(_("why"), max_length=12, choices=CloseReason, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_requests",
        db_index=False,
    )
    bed_hold = models.ForeignKey(
        BedInterval,
        verbose_name=_("bed hold"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="requests",
        db_index=False,
    )
    created_at = models.DateTimeField(_("asked"), db_index=True)
    promised_by = models.DateTimeField(
        _("we said by"), null=True, blank=True, help_text=_("What the thank-you page promised.")
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    opened_at = models.DateTimeField(_("first opened"), null=True, blank=True)
    held_at = models.DateTimeField(_("held as spam"), null=True, blank=True)
    held_for = models.CharField(_("held because"), max_length=12, choices=HeldFor, blank=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("released by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    receipt_closed_at = models.DateTimeField(
        _("thank-you page closed"), null=True, blank=True, editable=False
    )
    anonymized_at = models.DateTimeField(_("anonymized"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    # Set by `CallbackRequestQuerySet.with_work`.
    first_attempt_at: datetime | None
    attempts_made: int

    objects = CallbackRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("callback request")
        verbose_name_plural = _("callback requests")
        permissions = [
            ("export_callbackrequest", _("Can export callback requests with names")),
            ("export_nameless_callbackrequest", _("Can export callback requests without names")),
            ("view_numbers", _("Can see how fast we answer")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["submission_key"], name="callback_request_submitted_once"
            ),
            one_of("source", Source.values, name="callback_request_source_known"),
            one_of("for_whom", ForWhom.values, name="callback_request_for_whom_known"),
            one_of("channel", Channel.values, name="callback_request_channel_known"),
            one_of("window", Window.values, name="callback_request_window_known"),
            one_of("house_gender", Gender.values, name="callback_request_gender_known", blank=True),
            one_of("move_in", MoveIn.values, name="callback_request_move_in_known", blank=True),
            one_of("heard_from", HeardFrom.values, name="callback_request_heard_known", blank=True),
            one_of("status", Status.values, name="callback_request_status_known"),
            models.CheckConstraint(
                condition=Q(for_whom=ForWhom.CLIENT) | Q(told_of_referral_law=False),
                name="callback_request_law_is_for_professionals",
            ),
            one_of("held_for", HeldFor.values, name="callback_request_held_for_known", blank=True),
            models.CheckConstraint(
                condition=Q(status=Status.CLOSED, close_reason__in=CloseReason.values)
                | (~Q(status=Status.CLOSED) & Q(close_reason="")),
                name="callback_request_closed_with_reason",
                violation_error_message=_("Closing needs a reason, and only closing has one."),
            ),
            models.CheckConstraint(
                condition=Q(source=Source.WEB) | Q(entered_by__isnull=False),
                name="callback_request_entered_by_somebody",
                violation_error_message=_("Say who took this request."),
            ),
            models.CheckConstraint(
                condition=Q(held_at__isnull=True, held_for="")
                | (Q(held_at__isnull=False) & ~Q(held_for="")),
                name="callback_request_held_whole",
            ),
            together(
                "released_at",
                "released_by",
                name="callback_request_released_whole",
                message=_("Say who released it and when."),
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True)
                | Q(held_at__isnull=False, released_at__gte=F("held_at")),
                name="callback_request_released_after_held",
                violation_error_message=_("Only a held request can be released."),
            ),
            models.CheckConstraint(
                condition=Q(anonymized_at__isnull=True)
                | Q(status__in=SETTLED, submission_key__isnull=True, due_at__isnull=True),
                name="callback_request_anonymized_is_over",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_at"], name="callback_request_queue"),
            models.Index(fields=["operator", "created_at"], name="callback_request_by_operator"),
            # A new request has none of these, so storing it touches none of their indexes.
            *(index_where_set(name, name=f"callback_request_{name}") for name in LATER),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_held(self) -> bool:
        held = self.held_at is not None and self.released_at is None
        return held and self.status != Status.CLOSED

    @property
    def is_settled(self) -> bool:
        return self.status in SETTLED

    @property
    def for_whom_words(self) -> str:
        return str(ForWhom(self.for_whom).for_staff)

    @property
    def next_moves(self) -> list[Status]:
        """The statuses that staff may move it to, in the order of the work."""
        return [status for status in Status if status in MOVES[self.status]]

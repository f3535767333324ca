import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from intake.choices import NoticeChannel, NoticeHours
from intake.models.requests import CallbackRequest
from intake.querysets import NoticeRecipientQuerySet
from listings.models import Operator
from recovery_site.constraints import one_of
from recovery_site.fields import EncryptedTextField
from recovery_site.models import OutboxMessage


class NoticeRecipient(models.Model):
    """Who is told of a new request, at which step, by which channel and at which hours.

    `address` is an e-mail, a phone as `phones.parse` returns it, or a web address; `secret` signs
    what a web hook gets. `address_hash` keeps one step from telling the same address twice.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    operator = models.ForeignKey(
        Operator,
        verbose_name=_("operator"),
        on_delete=models.CASCADE,
        related_name="notice_recipients",
    )
    step = models.PositiveSmallIntegerField(
        _("step"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_(
            "Step 1 is told at once, all of it. When nobody has opened the request by its due "
            "time, step 2 is told too, then step 3."
        ),
    )
    label = models.CharField(
        _("name"),
        max_length=60,
        help_text=_("So that you know which one it is, like “Front desk” or “On-call phone”."),
    )
    channel = models.CharField(
        _("told by"), max_length=7, choices=NoticeChannel, default=NoticeChannel.EMAIL
    )
    address = EncryptedTextField(_("address"), max_length=500)
    address_hash = models.CharField(max_length=64, editable=False)
    secret = EncryptedTextField(_("secret"), max_length=100, null=True, editable=False)
    hours = models.CharField(
        _("hours"), max_length=6, choices=NoticeHours, default=NoticeHours.ALWAYS
    )
    is_active = models.BooleanField(_("active"), default=True)
    delivered_at = models.DateTimeField(_("last told"), null=True, editable=False)
    failed_at = models.DateTimeField(_("last failed"), null=True, editable=False)

    objects = NoticeRecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice recipient")
        verbose_name_plural = _("notice recipients")
        constraints = [
            one_of("channel", NoticeChannel.values, name="notice_recipient_channel_known"),
            one_of("hours", NoticeHours.values, name="notice_recipient_hours_known"),
            models.CheckConstraint(
                condition=Q(step__gte=1, step__lte=9),
                name="notice_recipient_step_in_reach",
                violation_error_message=_("Choose a step from 1 to 9."),
            ),
            models.CheckConstraint(
                condition=~Q(address_hash=""),
                name="notice_recipient_has_address",
                violation_error_message=_("Say where the notice goes."),
            ),
            models.CheckConstraint(
                condition=Q(channel=NoticeChannel.WEBHOOK, secret__isnull=False)
                | (~Q(channel=NoticeChannel.WEBHOOK) & Q(secret__isnull=True)),
                name="notice_recipient_webhook_is_signed",
                violation_error_message=_("A web hook has a secret, and nothing else has one."),
            ),
            models.UniqueConstraint(
                fields=["operator", "step", "address_hash"],
                name="notice_recipient_unique",
                violation_error_message=_("This address is told in this step already."),
            ),
        ]

    def __str__(self) -> str:
        words = {"number": self.step, "channel": self.channel_words}
        return gettext("Step %(number)d, %(channel)s") % words

    @property
    def channel_words(self) -> str:
        return str(NoticeChannel(self.channel).label)

    @property
    def is_failing(self) -> bool:
        """The last try went wrong."""
        if self.failed_at is None:
            return False
        return self.delivered_at is None or self.delivered_at < self.failed_at


class Telling(models.Model):
    """That one step was told of a request, once for each time it came in.

    `since` is when the request came or came back, which starts the steps anew. Step 0 is the
    operator's own address, told where nobody else could be. Without a step nobody was left.
    """

    OWN_ADDRESS = 0

    request = models.ForeignKey(
        CallbackRequest,
        verbose_name=_("request"),
        on_delete=models.CASCADE,
        related_name="tellings",
    )
    since = models.DateTimeField(_("of the request since"))
    step = models.PositiveSmallIntegerField(_("step"), null=True)
    at = models.DateTimeField(_("when"))
    notices = models.ManyToManyField(
        OutboxMessage, verbose_name=_("notices"), related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "since", "step"], name="telling_once_for_each_step"
            ),
            models.UniqueConstraint(
                fields=["request", "since"],
                condition=Q(step__isnull=True),
                name="telling_ends_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.step)

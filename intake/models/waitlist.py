import uuid

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intake.choices import EndOfWait
from intake.models.contacts import Contact
from intake.querysets import WaitQuerySet
from listings.choices import Gender
from listings.models import BedInterval, House, Operator
from recovery_site.constraints import one_of
from recovery_site.fields import EncryptedTextField


def _by(**options) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options
    )


class Wait(models.Model):
    """A person waits for a bed: of one house, or of any where they may live.

    Who came first goes first. `medication` is a name of `HouseMedication.MOUD`, encrypted;
    `confirmed_at` is when they last said that they still wait. `hold` is the bed last offered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    operator = models.ForeignKey(
        Operator, verbose_name=_("operator"), on_delete=models.PROTECT, related_name="waits"
    )
    person = models.ForeignKey(
        Contact, verbose_name=_("person"), on_delete=models.PROTECT, related_name="waits"
    )
    house = models.ForeignKey(
        House,
        verbose_name=_("house"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="waits",
        help_text=_("Empty: any house where they may live."),
    )
    gender = models.CharField(_("may live with"), max_length=10, choices=Gender)
    earliest_on = models.DateField(_("not before"), null=True, blank=True)
    weekly_budget = models.DecimalField(
        _("can pay a week"),
        max_digits=7,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
    )
    medication = EncryptedTextField(_("medication"), max_length=20, blank=True)
    joined_at = models.DateTimeField(_("waits since"))
    joined_by = _by(verbose_name=_("put on the list by"))
    confirmed_at = models.DateTimeField(_("still waits"))
    hold = models.ForeignKey(
        BedInterval,
        verbose_name=_("bed offered"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="waits",
    )
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True)
    out_of_turn = EncryptedTextField(_("why before others"), max_length=300, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended"), max_length=12, choices=EndOfWait, blank=True)

    objects = WaitQuerySet.as_manager()

    class Meta:
        verbose_name = _("person on the waitlist")
        verbose_name_plural = _("people on the waitlist")
        constraints = [
            one_of("gender", Gender.values, name="wait_gender_known"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="")
                | Q(ended_at__isnull=False, end_reason__in=EndOfWait.values),
                name="wait_ends_with_reason",
                violation_error_message=_("Say why the wait ended."),
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__gte=F("joined_at")), name="wait_confirmed_after_joined"
            ),
            models.UniqueConstraint(
                fields=["person", "house"],
                condition=Q(ended_at__isnull=True, house__isnull=False),
                name="wait_once_for_a_house",
                violation_error_message=_("They wait for this house already."),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended_at__isnull=True, house__isnull=True),
                name="wait_once_for_any_house",
                violation_error_message=_("They wait for any house already."),
            ),
        ]
        indexes = [
            models.Index(fields=["ended_at", "joined_at"], name="wait_in_line"),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {str(self.uuid)[:8]}"

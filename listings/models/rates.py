from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, DecimalField, F, GeneratedField, Q, When
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from listings.choices import RatePeriod, RoomType
from listings.models.groups import HouseCosts
from listings.models.houses import House
from recovery_site.constraints import one_of

# One factor, because SQLite divides a whole amount by a whole number without its cents.
MONTHS_A_WEEK = Decimal(12) / Decimal(52)


class Rate(models.Model):
    """The price of a bed in one type of room, in USD.

    `weekly_amount` makes rates comparable: monthly × 12 ÷ 52, rounded to cents.
    """

    house = models.ForeignKey(
        House, verbose_name=_("house"), on_delete=models.CASCADE, related_name="rates"
    )
    room_type = models.CharField(_("for"), max_length=10, choices=RoomType)
    amount = models.DecimalField(
        _("amount"), max_digits=8, decimal_places=2, validators=[MinValueValidator(1)]
    )
    period = models.CharField(_("per"), max_length=6, choices=RatePeriod, default=RatePeriod.WEEK)
    periods_in_advance = models.PositiveSmallIntegerField(
        _("paid in advance"), default=1, help_text=_("How many weeks or months before moving in.")
    )
    weekly_amount = GeneratedField(
        expression=Case(
            When(period=RatePeriod.MONTH, then=Round(F("amount") * MONTHS_A_WEEK, 2)),
            default=F("amount"),
            output_field=DecimalField(max_digits=8, decimal_places=2),
        ),
        output_field=DecimalField(max_digits=8, decimal_places=2),
        db_persist=True,
    )

    history = HistoricalRecords(excluded_fields=["weekly_amount"])

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints = [
            models.UniqueConstraint(
                fields=["house", "room_type", "period"],
                name="rate_unique",
                violation_error_message=_("This type of room has such a rate already."),
            ),
            one_of("room_type", RoomType.values, name="rate_room_type_known"),
            one_of("period", RatePeriod.values, name="rate_period_known"),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="rate_amount_positive",
                violation_error_message=_("A rate is above zero."),
            ),
            models.CheckConstraint(
                condition=Q(periods_in_advance__lte=12),
                name="rate_advance_sensible",
                violation_error_message=_("No more than 12 periods are paid in advance."),
            ),
        ]
        indexes = [models.Index(fields=["house", "weekly_amount"], name="rate_by_weekly")]

    def __str__(self) -> str:
        return f"{self.get_room_type_display()} {self.amount} {self.get_period_display()}"

    @property
    def in_advance(self) -> Decimal:
        """USD of rent that have to be paid before the first night."""
        return self.amount * self.periods_in_advance

    def total_to_move_in(self, costs: HouseCosts | None) -> Decimal | None:
        """USD that have to be paid before the first night; None while fees are not known."""
        if costs is None:
            return None
        return self.in_advance + costs.deposit + costs.application_fee + costs.other_fees

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from listings.choices import Weekday
from listings.models.operators import Operator
from recovery_site.constraints import one_of, together


class OfficeHours(models.Model):
    """A stretch of one weekday, in the operator's time zone, when somebody picks up."""

    operator = models.ForeignKey(
        Operator, verbose_name=_("operator"), on_delete=models.CASCADE, related_name="office_hours"
    )
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    opens_at = models.TimeField(_("from"))
    closes_at = models.TimeField(_("until"), help_text=_("11:59 pm stands for midnight."))

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        constraints = [
            models.UniqueConstraint(
                fields=["operator", "weekday", "opens_at"], name="office_hours_unique"
            ),
            one_of("weekday", Weekday.values, name="office_hours_weekday_known"),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")),
                name="office_hours_open_before_close",
                violation_error_message=_("The office has to open before it closes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"


class Holiday(models.Model):
    """A date that replaces the weekday's hours: closed, or other hours."""

    operator = models.ForeignKey(
        Operator, verbose_name=_("operator"), on_delete=models.CASCADE, related_name="holidays"
    )
    on = models.DateField(_("date"))
    name = models.CharField(_("name"), max_length=80)
    opens_at = models.TimeField(_("from"), null=True, blank=True)
    closes_at = models.TimeField(
        _("until"), null=True, blank=True, help_text=_("Leave both empty when closed all day.")
    )

    class Meta:
        verbose_name = _("holiday")
        verbose_name_plural = _("holidays")
        constraints = [
            models.UniqueConstraint(
                fields=["operator", "on"],
                name="holiday_unique",
                violation_error_message=_("This date has an entry already."),
            ),
            together(
                "opens_at",
                "closes_at",
                name="holiday_hours_whole",
                message=_("Give both times, or none when closed all day."),
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
                name="holiday_open_before_close",
                violation_error_message=_("The office has to open before it closes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.on}"

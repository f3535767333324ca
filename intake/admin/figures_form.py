from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.numbers.periods import EARLIEST, LONGEST, Period

MONTH = "month"
PRESETS = [
    ("7", _("Last 7 days")),
    ("30", _("Last 30 days")),
    ("90", _("Last 90 days")),
    (MONTH, _("This month")),
]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """A preset, or two days. Sent by GET: it holds nothing of a person. `at` is now."""

    days = forms.ChoiceField(choices=PRESETS, required=False)
    start = forms.DateField(label=_("From"), required=False, widget=DateInput)
    end = forms.DateField(label=_("To"), required=False, widget=DateInput)

    def __init__(self, data: Any, *, zone: ZoneInfo, at: datetime) -> None:
        super().__init__(data)
        for name in ("start", "end"):
            self.fields[name].hide_optional = True
        self.zone, self.at, self.today = zone, at, at.astimezone(zone).date()

    def clean(self) -> None:
        start, end = self.cleaned_data.get("start"), self.cleaned_data.get("end")
        if self.errors or not (start or end):
            return
        if not (start and end):
            self.add_error("end" if start else "start", _("Say both days, or neither."))
        elif start > end:
            self.add_error("end", _("The last day comes before the first."))
        elif end > self.today:
            self.add_error("end", _("This day is still to come."))
        elif start < EARLIEST:
            self.add_error("start", _("This is longer ago than we keep."))
        elif end - start >= LONGEST:
            self.add_error("start", _("Choose two years at most."))

    @property
    def chosen(self) -> str:
        """The preset in use; "" for days that somebody typed."""
        if self.cleaned_data.get("start"):
            return ""
        return self.cleaned_data.get("days") or "30"

    @property
    def period(self) -> Period:
        """Of a form that is valid."""
        if not self.chosen:
            return Period(self.cleaned_data["start"], self.cleaned_data["end"], self.zone)
        if self.chosen == MONTH:
            return Period(self.today.replace(day=1), self.today, self.zone)
        return Period.days_until(self.today, days=int(self.chosen), zone=self.zone)

    @property
    def filled_in(self) -> "PeriodForm":
        """A valid one with its two days, whichever way they were chosen."""
        days = {"start": self.period.first.isoformat(), "end": self.period.last.isoformat()}
        return PeriodForm(days, zone=self.zone, at=self.at)

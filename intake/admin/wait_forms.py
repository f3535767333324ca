from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from intake.admin.forms import HOLD_HOURS, OfPage
from intake.choices import EndOfWait, Medication
from intake.held_beds import bed_words
from listings.choices import Gender, HouseStatus
from listings.models import Bed, House

BY_HAND = [(each.value, each.label) for each in EndOfWait if each != EndOfWait.ERASED]


class WaitForm(OfPage):
    """What somebody waits for. Only whom they may live with has to be known."""

    gender = forms.ChoiceField(
        label=_("They may live with"), choices=[("", _("Choose")), *Gender.choices]
    )
    house = forms.ModelChoiceField(
        label=_("House"),
        queryset=House.objects.none(),
        required=False,
        empty_label=_("Any house that fits"),
    )
    earliest_on = forms.DateField(
        label=_("Not before"), required=False, widget=forms.DateInput({"type": "date"})
    )
    weekly_budget = forms.DecimalField(
        label=_("Can pay a week, in dollars"),
        required=False,
        min_value=Decimal(1),
        max_digits=7,
        decimal_places=2,
    )
    medication = forms.ChoiceField(
        label=_("Takes, if they told you"),
        choices=[("", _("none, or not known")), *Medication.choices],
        required=False,
    )

    def __init__(self, *args: Any, user: Any, operator: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        houses = House.objects.visible_to(user, "intake.change_wait")
        open_ones = houses.filter(operator=operator).exclude(status=HouseStatus.ARCHIVED)
        self.fields["house"].queryset = open_ones.order_by("name", "pk")


class OfferForm(forms.Form):
    bed = forms.ModelChoiceField(
        label=_("Which bed?"), queryset=Bed.objects.none(), empty_label=_("Choose a bed")
    )
    hours = forms.TypedChoiceField(
        label=_("For how long?"), choices=HOLD_HOURS, initial="48", coerce=int
    )
    reason = forms.CharField(
        label=_("Why before others who waited longer (only then)"), max_length=300, required=False
    )

    def __init__(self, *args: Any, beds: list[Bed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beds = beds
        chosen: QuerySet[Bed] = Bed.objects.filter(pk__in=[bed.pk for bed in beds])
        self.fields["bed"].queryset = chosen.select_related("room__house__operator")
        self.fields["bed"].label_from_instance = bed_words


class EndWaitForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why?"), choices=[("", _("Choose a reason")), *BY_HAND])

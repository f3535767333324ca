from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.choices import OpeningOrder
from listings.forms.parts import GENDERS, MEDICATIONS, ComingDayField, PickField
from listings.models import City


class OpeningFilterForm(forms.Form):
    """The parts of `/beds/?…`. Each stands for itself: a wrong one spoils no other."""

    gender = PickField(_("A bed for"), GENDERS, _("Anyone"))
    medication = PickField(_("Takes"), MEDICATIONS, _("Any or no medication"))
    city = forms.ChoiceField(
        label=_("City"),
        required=False,
        error_messages={"invalid_choice": _("We have no home there. Please choose from the list.")},
    )
    by = ComingDayField(_("Open by"))
    sort = forms.ChoiceField(
        required=False,
        choices=OpeningOrder.choices,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("Please choose how to sort from these.")},
    )

    def __init__(
        self, data: Any = None, *, cities: Sequence[City], today: date, **options: Any
    ) -> None:
        super().__init__(data, **options)
        self.today = today
        places = [(city.slug, city.name) for city in cities]
        # The stubs don't know which field it is.
        self.fields["city"].choices = [("", _("Any city")), *places]  # type: ignore[attr-defined]

    def clean_by(self) -> date | None:
        field = cast(ComingDayField, self.fields["by"])
        return field.not_before(self.today, self.cleaned_data["by"])

    def clean_sort(self) -> str:
        return self.cleaned_data["sort"] or OpeningOrder.SOONEST

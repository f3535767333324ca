from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.choices import Gender, OpeningOrder
from listings.models import City

GENDERS = [
    (Gender.MEN, _("Men")),
    (Gender.WOMEN, _("Women")),
    (Gender.ALL, _("All genders")),
    (Gender.PARENTS, _("Parents with children")),
]


class FlagInput(forms.CheckboxInput):
    """A checkbox that stands for one word in the address, like `open=now`."""

    def __init__(self, word: str) -> None:
        super().__init__(attrs={"value": word}, check_test=bool)

    def format_value(self, value: Any) -> None:
        return None  # the word stands in the attributes

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class DollarField(forms.DecimalField):
    """USD as people write it: 250, $250 or 1,000.50."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().removeprefix("$").replace(",", "")
        return super().to_python(value)


class HouseFilterForm(forms.Form):
    """The parts of `/houses/?…`. Each stands for itself: a wrong one spoils no other."""

    city = forms.ChoiceField(
        label=_("City"),
        required=False,
        error_messages={"invalid_choice": _("We have no home there. Please choose from the list.")},
    )
    gender = forms.ChoiceField(
        label=_("A home for"),
        required=False,
        choices=[("", _("Anyone")), *GENDERS],
        error_messages={"invalid_choice": _("Please choose who it is for from the list.")},
    )
    max_weekly = DollarField(
        label=_("Weekly cost, up to"),
        required=False,
        min_value=1,
        max_value=99_999,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "placeholder": "$250"}),
        error_messages={
            "invalid": _("Please write an amount in dollars, like 250."),
            "min_value": _("Please write an amount of at least $1."),
            "max_value": _("Please write an amount below $100,000."),
            "max_decimal_places": _("Please write no more than two digits for the cents."),
        },
    )
    open = forms.ChoiceField(
        label=_("A bed is open now"),
        required=False,
        choices=[("now", _("A bed is open now"))],
        widget=FlagInput("now"),
        error_messages={"invalid_choice": _("Please tick the box or leave it empty.")},
    )
    price = forms.ChoiceField(
        required=False,
        choices=[("ask", _("Price on request"))],
        widget=forms.HiddenInput,
    )

    def __init__(self, data: Any = None, *, cities: Sequence[City], **options: Any) -> None:
        super().__init__(data, **options)
        places = [(city.slug, city.name) for city in cities]
        # The stubs don't know which field it is.
        self.fields["city"].choices = [("", _("Any city")), *places]  # type: ignore[attr-defined]


class OpeningFilterForm(forms.Form):
    """The parts of `/beds/?…`. Each stands for itself: a wrong one spoils no other."""

    gender = forms.ChoiceField(
        label=_("A bed for"),
        required=False,
        choices=[("", _("Anyone")), *GENDERS],
        error_messages={"invalid_choice": _("Please choose who it is for from the list.")},
    )
    medication = forms.ChoiceField(
        label=_("Takes"),
        required=False,
        choices=[
            ("", _("Any or no medication")),
            ("buprenorphine", _("Buprenorphine")),
            ("methadone", _("Methadone")),
            ("naltrexone", _("Naltrexone")),
        ],
        error_messages={"invalid_choice": _("Please choose a medication from the list.")},
    )
    city = forms.ChoiceField(
        label=_("City"),
        required=False,
        error_messages={"invalid_choice": _("We have no home there. Please choose from the list.")},
    )
    by = forms.DateField(
        label=_("Open by"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Please write a date, like 2026-12-01.")},
    )
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
        by: date | None = self.cleaned_data["by"]
        if by and by < self.today:
            raise forms.ValidationError(_("This day has gone by. Please choose today or later."))
        return by

    def clean_sort(self) -> str:
        return self.cleaned_data["sort"] or OpeningOrder.SOONEST

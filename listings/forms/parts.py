"""What the forms that narrow a list have in common. None of them changes anything."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from listings.choices import Gender

GENDERS = [
    (Gender.MEN, _("Men")),
    (Gender.WOMEN, _("Women")),
    (Gender.ALL, _("All genders")),
    (Gender.PARENTS, _("Parents with children")),
]
MEDICATIONS = [
    ("buprenorphine", _("Buprenorphine")),
    ("methadone", _("Methadone")),
    ("naltrexone", _("Naltrexone")),
]


class Shared(dict[str, forms.Field]):
    """The fields of a form, for its `base_fields`, where no form of its kind changes them.

    Django copies each field for each form, which takes longer than to read what was sent.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return dict(self)


class FlagInput(forms.CheckboxInput):
    """A checkbox that stands for one word in the address, like `open=now`."""

    def __init__(self, word: str) -> None:
        super().__init__(attrs={"value": word}, check_test=bool)

    def format_value(self, value: Any) -> None:
        return None  # the word stands in the attributes

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.get(name)


class FlagField(forms.ChoiceField):
    """Ticked it is `word`, else ""."""

    def __init__(self, word: str, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=[(word, label)],
            widget=FlagInput(word),
            error_messages={"invalid_choice": _("Please tick the box or leave it empty.")},
        )


class PickField(forms.ChoiceField):
    """One choice or none; `anything` is what none is called."""

    def __init__(self, label: Any, choices: Sequence[tuple[Any, Any]], anything: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=[("", anything), *choices],
            error_messages={"invalid_choice": _("Please choose one from the list.")},
        )


class SeveralField(forms.MultipleChoiceField):
    """Any of these; the value is a tuple in the order of the choices."""

    def __init__(self, label: Any, choices: Sequence[tuple[str, Any]]) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
            error_messages={"invalid_choice": _("Please choose from these.")},
        )

    def clean(self, value: Any) -> tuple[str, ...]:
        chosen = set(super().clean(value))
        choices: Any = self.choices
        return tuple(name for name, _label in choices if name in chosen)


class DollarField(forms.DecimalField):
    """USD as people write it: 250, $250 or 1,000.50."""

    def __init__(self, label: Any, example: str) -> None:
        super().__init__(
            label=label,
            required=False,
            min_value=1,
            max_value=99_999,
            decimal_places=2,
            widget=forms.TextInput(
                attrs={"inputmode": "decimal", "placeholder": example, "maxlength": 12}
            ),
            error_messages={
                "invalid": _("Please write an amount in dollars, like 250."),
                "min_value": _("Please write an amount of at least $1."),
                "max_value": _("Please write an amount below $100,000."),
                "max_decimal_places": _("Please write no more than two digits for the cents."),
            },
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = value.strip().removeprefix("$").replace(",", "")
        return super().to_python(value)


class ComingDayField(forms.DateField):
    """A day that has not gone by; the form says what day it is in `today`."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            error_messages={"invalid": _("Please write a date, like 2026-12-01.")},
        )

    def not_before(self, today: date, value: date | None) -> date | None:
        if value and value < today:
            raise forms.ValidationError(_("This day has gone by. Please choose today or later."))
        return value

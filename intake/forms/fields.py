from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from intake.phones import parse
from intake.plain_text import tidy
from recovery_site.hints import Words

TOO_LONG = _("This is too long. Please keep it under %(limit_value)d characters.")
NO_PREFERENCE = _("No preference")
CHOOSE = _("Please choose one of these.")


def typed(data: QueryDict, names: Iterable[str]) -> dict[str, str]:
    """The last value of each field, tidied, so that it can be kept and shown again."""
    return {name: tidy(str(data[name])) for name in names if name in data}


class PhoneField(forms.CharField):
    """A telephone number in any way of writing. Its value is as `intake.phones` keeps it."""

    widget = forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"})

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        return parse(text) if text else ""


class LineField(forms.CharField):
    """One line: line ends and runs of spaces become one space."""

    def to_python(self, value: object) -> str:
        return " ".join((super().to_python(value) or "").split())


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OneOfField(forms.ChoiceField):
    """One of a few choices that stay the same, and in no groups."""

    @cached_property
    def keys(self) -> set[str]:
        choices: Any = self.choices
        return {str(key) for key, _words in choices}

    def valid_value(self, value: str) -> bool:
        # Django goes through all choices, and wakes the words of each.
        return value in self.keys


def line(label: Words, most: int, **attrs: str) -> LineField:
    return LineField(
        label=label,
        max_length=most,
        required=False,
        widget=forms.TextInput(attrs=attrs),
        error_messages={"max_length": TOO_LONG},
    )


def one_of(
    label: Words, choices: list, *, missing: Words = "", initial: str = "", radios: bool = False
) -> OneOfField:
    """A choice. It is required when `missing` says what to tell who made none."""
    return OneOfField(
        label=label,
        choices=choices,
        initial=initial,
        required=bool(missing),
        widget=forms.RadioSelect if radios else forms.Select,
        error_messages={"invalid_choice": CHOOSE, "required": missing},
    )


def tick(label: Words) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def or_none(choices: Sequence[tuple[str, Words]], none: Words = NO_PREFERENCE) -> list:
    return [("", none), *choices]

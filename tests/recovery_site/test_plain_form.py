"""A plain form cleans what was typed as Django's own form does."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from recovery_site.forms import PlainForm


class Fields(forms.Form):
    name = forms.CharField(max_length=5)
    day = forms.DateField(required=False)
    tick = forms.BooleanField(required=False)
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)

    def clean_name(self) -> str:
        if self.cleaned_data["name"] == "nobody":
            raise AssertionError
        if self.cleaned_data["name"] == "no":
            raise ValidationError("Not this one")
        return self.cleaned_data["name"].upper()

    def clean(self) -> None:
        if self.cleaned_data.get("tick") and not self.cleaned_data.get("day"):
            self.add_error("day", "A day is missing")


class Plain(PlainForm, Fields):
    pass


TYPED = [
    {"name": "Robin"},
    {"name": " Ro ", "day": "2026-03-01", "tick": "on", "several": ["a", "b"]},
    {"name": "no"},
    {"name": "nobody", "day": "soon", "several": ["c"]},
    {"name": "Robin", "tick": "on"},
    {},
]


@pytest.mark.parametrize("prefix", [None, "mine"])
@pytest.mark.parametrize("typed", TYPED)
def test_it_cleans_and_refuses_what_a_form_does(typed: dict, prefix: str | None):
    written = {f"{prefix}-{name}" if prefix else name: value for name, value in typed.items()}
    usual, plain = Fields(written, prefix=prefix), Plain(written, prefix=prefix)
    assert plain.is_valid() == usual.is_valid()
    assert plain.errors.as_data().keys() == usual.errors.as_data().keys()
    assert plain.errors == usual.errors
    assert plain.cleaned_data == usual.cleaned_data


def test_a_field_may_have_a_step_of_its_own():
    form = Plain({"name": "robin"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "ROBIN"

"""One of a few choices: as Django's field, without waking the words of each."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazystr

from intake.choices import Channel
from intake.forms.fields import one_of

NUMBERED = [(1, "One"), (2, "Two")]


def test_each_of_its_choices_is_taken():
    field = one_of("How?", Channel.choices)
    assert [field.clean(str(value)) for value in Channel.values] == Channel.values


def test_a_number_is_taken_as_it_is_typed():
    assert one_of("How many?", NUMBERED).clean("2") == "2"


@pytest.mark.parametrize("typed", ["3", "One", "12", " 1", "\x00"])
def test_it_takes_what_a_choice_field_takes_and_nothing_else(typed: str):
    with pytest.raises(ValidationError):
        forms.ChoiceField(choices=NUMBERED).clean(typed)
    with pytest.raises(ValidationError) as refusal:
        one_of("How many?", NUMBERED).clean(typed)
    assert refusal.value.messages == ["Please choose one of these."]


def test_nothing_is_an_answer_unless_it_is_missed():
    assert one_of("How?", NUMBERED).clean("") == ""
    with pytest.raises(ValidationError, match="Choose one"):
        one_of("How?", NUMBERED, missing="Choose one").clean("")


def test_the_words_of_a_choice_are_no_answer():
    with pytest.raises(ValidationError):
        one_of("How?", [("call", lazystr("By phone"))]).clean("By phone")

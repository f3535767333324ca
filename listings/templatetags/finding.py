"""Draws the choices of the filters with how many houses each leaves.

The form is the same for everybody but for what was chosen and for the numbers. So it is drawn
once for an edition, by its template, with holes in their places; `presenters.filling` says what
goes into each.
"""

import json
from functools import lru_cache
from typing import Any, cast

from django import template
from django.forms import BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from listings.cards import Card
from listings.presenters.filling import Skeleton, fill, hole
from recovery_site import editions

register = template.Library()

HTMX = {
    # It would add a <style>, and run code from attributes; the policy of the pages refuses both.
    "includeIndicatorStyles": False,
    "allowEval": False,
    # Pages would stay behind in the browser's storage, on a phone that somebody shares.
    "historyCacheSize": 0,
    "refreshOnHistoryMiss": True,
    # A page that says what is wrong with a field is a page too.
    "responseHandling": [
        {"code": "204", "swap": False},
        {"code": "[23]..", "swap": True},
        {"code": "422", "swap": True},
        {"code": "[45]..", "swap": False, "error": True},
    ],
}


@register.simple_tag
def htmx_config() -> str:
    return json.dumps(HTMX)


@register.simple_tag(takes_context=True)
def filters(context: Context) -> SafeString:
    form, edition = context["filter_form"], getattr(context["request"], "edition", None)

    def draw() -> Skeleton:
        drawn = render_to_string("listings/_filters.html", context.flatten() | {"form": form})
        return Skeleton.of(drawn)

    # What is wrong with a field stands in the form itself.
    name = f"filters:{get_language()}"
    skeleton = draw() if form.errors else editions.share(edition, name, draw)
    return mark_safe(fill(skeleton, form, context["found"], context["chips"]))  # noqa: S308  parts that templates drew


@register.simple_tag
def filled(kind: str, *names: str) -> SafeString:
    """A hole for something of the form as a whole."""
    return mark_safe(hole(kind, *names))  # noqa: S308  names in our own templates


@register.simple_tag
def typed(field: BoundField) -> SafeString:
    """A field to write in, with its label and what is wrong with it."""
    widget = field.field.widget
    attributes = {"type": widget.input_type, **widget.attrs}
    written = "".join(f' {name}="{escape(words)}"' for name, words in attributes.items())
    written += hole("value", field.name)
    name, key = field.html_name, field.id_for_label
    return _field(field, f'<input name="{name}" id="{key}"{written}{_described(field)}>')


@register.simple_tag
def picked(field: BoundField) -> SafeString:
    """A field to choose from, each choice with its number in brackets."""
    options = "\n".join(
        f'<option value="{value}"{hole("selected", field.name, value)}>{label}'
        f"{hole('brackets', field.name, value)}"
        for value, label in _choices(field)
    )
    name, key = field.html_name, field.id_for_label
    return _field(field, f'<select name="{name}" id="{key}"{_described(field)}>{options}</select>')


@register.simple_tag
def ticked(field: BoundField) -> SafeString:
    """Checkboxes, one for each choice of a field of one or of several."""
    boxes = "\n".join(_box(field, name, label) for name, label in _choices(field))
    return mark_safe(_error(field) + boxes)  # noqa: S308  escaped in _choices


def _box(field: BoundField, name: str, label: str) -> str:
    key = f"{field.auto_id}_{name}"
    return (
        f'<div class="choice{hole("none", field.name, name)}">'
        f'<input type="checkbox" name="{field.html_name}" value="{name}" id="{key}"'
        f'{hole("checked", field.name, name)}{_described(field)}><label for="{key}">{label}'
        f' <span class="choice-count" aria-hidden="true">{hole("count", field.name, name)}</span>'
        f'<span class="hidden-visually">{hole("homes", field.name, name)}</span></label></div>'
    )


def _field(field: BoundField, control: str) -> SafeString:
    """As `forms/_field.html` draws it."""
    return mark_safe(  # noqa: S308  what is not ours is escaped where it is put in
        f'<div class="field{" field-bad" if field.errors else ""}">'
        f'<label for="{field.id_for_label}">{escape(field.label)}</label>'
        f"{_error(field)}{control}</div>"
    )


def _error(field: BoundField) -> str:
    if not field.errors:
        return ""
    words = escape(" ".join(str(error) for error in field.errors))
    return f'<p class="field-error" id="{field.auto_id}_error">{words}</p>'


def _choices(field: BoundField) -> list[tuple[str, str]]:
    """Escaped."""
    choices = cast(Any, field.field).choices
    return [(escape(str(value)), escape(str(label))) for value, label in choices]


def _described(field: BoundField) -> str:
    if not field.errors:
        return ""
    return f' aria-invalid="true" aria-describedby="{field.auto_id}_error"'


@register.simple_tag
def result_cards(cards: list[Card]) -> SafeString:
    """By a function, because there are many on a page and each was drawn before."""
    language = get_language() or ""
    drawn = "".join(
        f'<div class="result" id="home-{card.house_id}">{card.html}{_miles(card, language)}</div>'
        for card in cards
    )
    return mark_safe(drawn)  # noqa: S308  of our own templates


def _miles(card: Card, language: str) -> str:
    return "" if card.miles is None else _miles_in(language, round(card.miles), card.miles < 1)


@lru_cache(maxsize=1_000)
def _miles_in(language: str, miles: int, is_near: bool) -> str:
    words = _("Under a mile") if is_near else _("About %(miles)s mi") % {"miles": miles}
    return f'<p class="result-miles">{escape(words)}</p>'

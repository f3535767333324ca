"""Draws the choices of the filters with how many houses each leaves.

By functions, because fifty choices through templates take longer than finding the houses.
"""

import json
from collections.abc import Mapping
from typing import Any, cast

from django import template
from django.forms import BoundField, ChoiceField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

Counts = Mapping[str, int] | None

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


@register.simple_tag
def typed(field: BoundField) -> SafeString:
    """A field to write in, with its label and what is wrong with it."""
    widget = field.field.widget
    attributes = {"type": widget.input_type, **widget.attrs}
    value = field.value()
    if value not in (None, ""):
        attributes["value"] = value
    return _field(
        field,
        format_html(
            '<input name="{}" id="{}"{}{}>',
            field.html_name, field.id_for_label,
            format_html_join("", ' {}="{}"', attributes.items()), _described(field),
        ),
    )  # fmt: skip


@register.simple_tag
def picked(field: BoundField, counts: Counts) -> SafeString:
    """A field to choose from, each choice with its number in brackets."""
    counts = counts or {}
    chosen = str(field.value() or "")
    options = format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        (
            (value, SafeString(" selected") if str(value) == chosen else "", _with(label, n))
            for value, label in _choices(field)
            for n in [counts.get(str(value))]
        ),
    )
    return _field(
        field,
        format_html(
            '<select name="{}" id="{}"{}>{}</select>',
            field.html_name, field.id_for_label, _described(field), options,
        ),
    )  # fmt: skip


@register.simple_tag
def ticked(field: BoundField, counts: Counts) -> SafeString:
    """Checkboxes, one for each choice of a field of one or of several."""
    counts = counts or {}
    value = field.value() or ()
    chosen = {value} if isinstance(value, str) else set(value)
    return _error(field) + format_html_join(
        "\n",
        '<div class="choice{}"><input type="checkbox" name="{}" value="{}" id="{}_{}"{}>'
        '<label for="{}_{}">{} <span class="choice-count" aria-hidden="true">{}</span>'
        '<span class="hidden-visually">{}</span></label></div>',
        (
            (
                "" if counts.get(name) else " choice-none",
                field.html_name, name, field.auto_id, name,
                SafeString(" checked") if name in chosen else "",
                field.auto_id, name, label, counts.get(name, 0), _homes(counts.get(name, 0)),
            )
            for name, label in _choices(field)
        ),
    )  # fmt: skip


def _choices(field: BoundField) -> list[tuple[Any, Any]]:
    return list(cast(ChoiceField, field.field).choices)  # type: ignore[arg-type]  # no groups here


def _field(field: BoundField, control: SafeString) -> SafeString:
    """As `forms/_field.html` draws it."""
    return format_html(
        '<div class="field{}"><label for="{}">{}</label>{}{}</div>',
        " field-bad" if field.errors else "", field.id_for_label, field.label,
        _error(field), control,
    )  # fmt: skip


def _error(field: BoundField) -> SafeString:
    if not field.errors:
        return SafeString("")
    words = " ".join(str(error) for error in field.errors)
    return format_html('<p class="field-error" id="{}_error">{}</p>', field.auto_id, words)


def _with(label: Any, n: int | None) -> str:
    return str(label) if n is None else f"{label} ({n:,})"


def _homes(n: int) -> str:
    return ngettext("%(n)d home", "%(n)d homes", n) % {"n": n} if n else _("no home")


def _described(field: BoundField) -> SafeString:
    if not field.errors:
        return SafeString("")
    return format_html(' aria-invalid="true" aria-describedby="{}_error"', field.auto_id)

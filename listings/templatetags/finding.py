"""Draws the choices of the filters with how many houses each leaves.

By functions, because fifty choices through templates take longer than finding the houses.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from django import template
from django.forms import BoundField
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

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
    written = "".join(f' {name}="{escape(words)}"' for name, words in attributes.items())
    name, key = field.html_name, field.id_for_label
    return _field(field, f'<input name="{name}" id="{key}"{written}{_described(field)}>')


@register.simple_tag
def picked(field: BoundField, counts: Counts) -> SafeString:
    """A field to choose from, each choice with its number in brackets."""
    counts, chosen = counts or {}, str(field.value() or "")
    options = "\n".join(
        f'<option value="{value}"{_if(value == chosen, " selected")}>{label}{_n(counts, value)}'
        for value, label in _choices(field)
    )
    name, key = field.html_name, field.id_for_label
    return _field(field, f'<select name="{name}" id="{key}"{_described(field)}>{options}</select>')


@register.simple_tag
def ticked(field: BoundField, counts: Counts) -> SafeString:
    """Checkboxes, one for each choice of a field of one or of several."""
    counts, value = counts or {}, field.value() or ()
    chosen = {value} if isinstance(value, str) else {str(one) for one in value}
    boxes = "\n".join(
        _box(field, name, label, counts.get(name, 0), checked=name in chosen)
        for name, label in _choices(field)
    )
    return mark_safe(_error(field) + boxes)  # noqa: S308  # escaped in _choices


def _box(field: BoundField, name: str, label: str, n: int, *, checked: bool) -> str:
    key = f"{field.auto_id}_{name}"
    return (
        f'<div class="choice{_if(not n, " choice-none")}">'
        f'<input type="checkbox" name="{field.html_name}" value="{name}" id="{key}"'
        f'{_if(checked, " checked")}{_described(field)}><label for="{key}">{label}'
        f' <span class="choice-count" aria-hidden="true">{n}</span>'
        f'<span class="hidden-visually">{_homes(n)}</span></label></div>'
    )


def _field(field: BoundField, control: str) -> SafeString:
    """As `forms/_field.html` draws it."""
    return mark_safe(  # noqa: S308  # what is not ours is escaped where it is put in
        f'<div class="field{_if(bool(field.errors), " field-bad")}">'
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
    return [(_escaped(str(value)), _escaped(str(label))) for value, label in choices]


_escaped = lru_cache(maxsize=2_000)(escape)


def _if(condition: bool, words: str) -> str:
    return words if condition else ""


def _n(counts: Mapping[str, int], value: str) -> str:
    n = counts.get(value)
    return "" if n is None else f" ({n:,})"


@lru_cache(maxsize=10_000)
def _homes_in(language: str, n: int) -> str:
    return ngettext("%(n)d home", "%(n)d homes", n) % {"n": n} if n else _("no home")


def _homes(n: int) -> str:
    return _homes_in(get_language() or "", n)


def _described(field: BoundField) -> str:
    if not field.errors:
        return ""
    return f' aria-invalid="true" aria-describedby="{field.auto_id}_error"'

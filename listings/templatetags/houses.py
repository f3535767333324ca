from collections.abc import Iterable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

from listings import structured_data
from listings.models import House
from listings.presenters.rows import Row
from recovery_site.structured_data import data_block

register = template.Library()

OPEN, SHORT = mark_safe(' class="fact-open"'), mark_safe(' class="fact-short"')
# In letters: what fits beside its label on one line.
MOST_WORDS, MOST_LABEL = 20, 32


@register.simple_tag
def fact_rows(rows: Iterable[Row]) -> SafeString:
    """What is known, row by row, and whom to ask for the rest.

    By a function, because a house page has some forty rows.
    """
    ask = render_to_string("components/_ask_us.html")
    return format_html('<dl class="fact-rows">{}</dl>', format_html_join(
        "\n", "<div{}><dt>{}</dt><dd>{}{}</dd></div>",
        ((_row_class(row), row.label, capfirst(row.value) if row.value else ask, _note(row))
         for row in rows),
    ))  # fmt: skip


def _row_class(row: Row) -> SafeString | str:
    if not row.value:
        return OPEN
    is_short = not row.note and len(row.value) < MOST_WORDS and len(row.label) < MOST_LABEL
    return SHORT if is_short else ""


def _note(row: Row) -> SafeString | str:
    return format_html("<small>{}</small>", row.note) if row.note else ""


@register.simple_tag
def house_data(house: House, rooms: list[Any]) -> SafeString:
    """The house for machines. Needs what the house page reads."""
    return data_block(structured_data.house_data(house, rooms))

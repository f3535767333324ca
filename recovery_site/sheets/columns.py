"""The columns of a kind of spreadsheet, mostly those of the models behind it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from recovery_site.hints import Words
from recovery_site.sheets import cells

YES_NO = _("yes, no or empty")


@dataclass(frozen=True)
class Column:
    """`key` is the field behind it, like "rules.visitors"; one that is only shown has no reader.

    Headings are a format of files and stay in English.
    """

    key: str
    heading: str
    read: cells.Reader | None = None
    help: Words = ""
    required: bool = False  # for a new row

    @property
    def part(self) -> str:
        return self.key.rpartition(".")[0]

    @property
    def field(self) -> str:
        return self.key.rpartition(".")[2]


def of_model(
    model: type[models.Model], names: str, *, part: str = "", before: str = "", after: str = ""
) -> list[Column]:
    """A column for each of the fields, called as the field is, with words `before` and `after`."""
    found = []
    for name in names.split():
        field: Any = model._meta.get_field(name)
        heading = f"{before}{name.replace('_', ' ')}{after}"
        needs = not part and not field.blank and not field.has_default() and not field.null
        key = f"{part}.{name}" if part else name
        found.append(
            Column(key, heading[:1].upper() + heading[1:], _reader(field), _help(field), needs)
        )
    return found


def _reader(field: Any) -> cells.Reader:
    if field.choices:
        return cells.one_of({str(value): str(words) for value, words in field.flatchoices})
    kinds: Iterable[tuple[Any, Callable[[str], Any]]] = (
        (models.BooleanField, cells.yes_or_no),
        (models.IntegerField, cells.whole_number),
        (models.DecimalField, cells.number),
        (models.DateField, cells.day),
    )
    return next((read for kind, read in kinds if isinstance(field, kind)), cells.text)


def _help(field: Any) -> Words:
    if field.choices:
        return ", ".join(str(value) for value, _words in field.flatchoices)
    if isinstance(field, models.BooleanField):
        return YES_NO
    return field.help_text


def normal(heading: str) -> str:
    """How headings are compared: neither capitals nor what stands between words counts."""
    return re.sub(r"[^a-z0-9]+", " ", heading.casefold()).strip()


def shown(value: Any) -> Any:
    """A value as it stands in a file; numbers stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, int) else str(value)

"""What one row of a spreadsheet would do to rows of the database, in a form that JSON keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """`before` is None for a row that is made, `after` for one that goes. In between they hold
    what differs, by the names of columns, as text, numbers, yes and no.
    """

    model: type[models.Model]
    pk: int
    before: Values | None
    after: Values | None

    @classmethod
    def read(cls, kept: list[Any]) -> "Change":
        label, pk, before, after = kept
        return cls(apps.get_model(label), pk, before, after)

    def kept(self) -> list[Any]:
        return [self.model._meta.label_lower, self.pk, self.before, self.after]

    def back(self) -> "Change":
        return Change(self.model, self.pk, self.after, self.before)

    @property
    def sign(self) -> str:
        """As the history has it."""
        if self.before is None:
            return "+"
        return "-" if self.after is None else "~"


@cache
def columns_of(model: type[models.Model]) -> tuple[Any, ...]:
    """Those that somebody writes: not computed, and not moved on by every save."""
    return tuple(
        field
        for field in model._meta.local_concrete_fields
        if not field.generated
        and not field.primary_key
        and not getattr(field, "auto_now", False)
        and not getattr(field, "auto_now_add", False)
    )


def plain(field: Any, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if value is None or isinstance(value, bool | int) or type(value) is str:
        return value
    if isinstance(value, Decimal) and isinstance(field, models.DecimalField):
        return str(value.quantize(Decimal(1).scaleb(-(field.decimal_places or 0))))
    if isinstance(value, str):
        return str.__str__(value)
    return field.value_to_string(row)


def values_of(row: models.Model) -> dict[str, Any]:
    return {field.attname: plain(field, row) for field in columns_of(type(row))}


def fill(row: models.Model, values: Values) -> models.Model:
    """Set what `values` keep."""
    for name, value in values.items():
        field: Any = row._meta.get_field(name)
        target = getattr(field, "target_field", field)
        setattr(row, field.attname, None if value is None else target.to_python(value))
    return row


def difference(before: Values | None, row: models.Model) -> Change | None:
    """From what `values_of` said before to what the row is now; None where that is the same."""
    after = values_of(row)
    if before is None:
        return Change(type(row), row.pk, None, after)
    names = [name for name in after if before[name] != after[name]]
    if not names:
        return None
    old, new = ({name: values[name] for name in names} for values in (before, after))
    return Change(type(row), row.pk, old, new)


def removal(row: models.Model) -> Change:
    return Change(type(row), row.pk, values_of(row), None)

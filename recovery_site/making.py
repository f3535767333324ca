"""New rows without Django's `__init__`, which takes most of the time of making them.

    make(Contact, name="Jo", operator=owner)

As `Contact(name="Jo", operator=owner)`: what is not given has its default. No signals are sent.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar

from django.db import models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


class _Plan(NamedTuple):
    """What every row of a model begins with, what is made for each, and which fields point."""

    same: dict[str, Any]
    made: list[tuple[str, Callable[[], Any]]]
    pointers: dict[str, str]


def make(model: type[Row], **given: Any) -> Row:
    """Raises TypeError for a name that is no column of the model."""
    plan = _plan(model)
    row, state = model.__new__(model), ModelState()
    held = vars(row)
    held["_state"] = state
    held.update(plan.same)
    for name, default in plan.made:
        held[name] = given[name] if name in given else default()
    for name, value in given.items():
        if name in plan.pointers:
            held[plan.pointers[name]] = value.pk if value is not None else None
            state.fields_cache[name] = value
        elif name in held:
            held[name] = value
        else:
            raise TypeError(f"{model.__name__} has no column {name}")
    return row


@cache
def _plan(model: type[models.Model]) -> _Plan:
    fields = model._meta.concrete_fields
    fresh = [field for field in fields if callable(field.default) and field.has_default()]
    return _Plan(
        same={field.attname: field.get_default() for field in fields},
        made=[(field.attname, field.get_default) for field in fresh],
        pointers={field.name: field.attname for field in fields if field.many_to_one},
    )

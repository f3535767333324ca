"""The promises of a table, asked of many rows: what was asked before is not asked again."""

from functools import cached_property
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from recovery_site.sheets.changes import plain


class Promises:
    """Of one model. Uniqueness is for who sees all rows of the file: see `kinds`."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.answers: dict[tuple[Any, ...], str] = {}

    @cached_property
    def constraints(self) -> list[tuple[models.CheckConstraint, list[Any]]]:
        found = []
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                condition: Any = constraint.condition
                names = sorted(condition.referenced_base_fields)
                fields = [self.model._meta.get_field(name) for name in names]
                found.append((constraint, fields))
        return found

    def broken_by(self, row: models.Model, *, exclude: set[str]) -> list[tuple[str, str]]:
        """Names of fields ("" for several) and sentences; [] where the row keeps them all."""
        problems = []
        try:
            row.clean_fields(exclude=exclude)
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                problems += [("" if name == NON_FIELD_ERRORS else name, one) for one in sentences]
        if not problems:
            problems = [("", words) for words in self._broken(row) if words]
        return problems

    def _broken(self, row: models.Model) -> list[str]:
        found = []
        for constraint, fields in self.constraints:
            key = (constraint.name, *(plain(field, row) for field in fields))
            if key not in self.answers:
                self.answers[key] = _asked(constraint, row)
            found.append(self.answers[key])
        return found


def _asked(constraint: models.CheckConstraint, row: models.Model) -> str:
    try:
        constraint.validate(type(row), row)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""

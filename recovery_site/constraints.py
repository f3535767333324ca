"""Kinds of promise that several tables make."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import CheckConstraint, Index, Q

from recovery_site.hints import Words


def together(*fields: str, name: str, message: Words) -> CheckConstraint:
    """All of `fields` are set, or none of them is."""
    none = Q(**{f"{field}__isnull": True for field in fields})
    every = Q(**{f"{field}__isnull": False for field in fields})
    return CheckConstraint(condition=none | every, name=name, violation_error_message=message)


def one_of(
    field: str, choices: Sequence[object], *, name: str, blank: bool = False
) -> CheckConstraint:
    """The column holds one of `choices`, whoever writes it."""
    allowed = [*choices, ""] if blank else choices
    return CheckConstraint(condition=Q(**{f"{field}__in": allowed}), name=name)


def covers(at: datetime, start: str = "starts_at", end: str = "ends_at") -> Q:
    """The half-open interval [start, end) holds `at`; an empty end never comes."""
    return Q(**{f"{start}__lte": at}) & (Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": at}))


def index_where_set(field: str, *, name: str) -> Index:
    """For who looks for rows that have it, where most have none."""
    return Index(fields=[field], condition=Q(**{f"{field}__isnull": False}), name=name)

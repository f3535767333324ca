from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple, cast

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from listings.choices import Taxonomy
from listings.models import House


class Row(NamedTuple):
    """`key` is for those who look for this row by name. A page has some fifty: hence a tuple."""

    label: str
    value: str | None
    note: str = ""
    key: str = ""


class Link(NamedTuple):
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    title: str
    rows: list[Row]
    intro: str = ""
    links: list[Link] = field(default_factory=list)


def group(house: House, name: str) -> models.Model | None:
    """The group of facts, or None where nobody entered it; needs `for_page`."""
    return getattr(house, name, None)


def fact(facts: models.Model | None, field: str) -> Any:
    return None if facts is None else getattr(facts, field)


def yes_or_no(facts: models.Model | None, field: str) -> str | None:
    value = fact(facts, field)
    if value is None:
        return None
    return _("Yes") if value else _("No")


def grouped(label: str, facts: models.Model | None, fields: Sequence[str], key: str = "") -> Row:
    """Several yes-or-no facts in one row: what there is, then what there is not."""
    language = get_language()
    names = {field: _name(language, type(facts), field) for field in fields} if facts else {}
    yes = [name for field, name in names.items() if fact(facts, field)]
    no = [name for field, name in names.items() if fact(facts, field) is False]
    missing = _("Not: %(names)s") % {"names": ", ".join(no)} if no else ""
    if not yes:
        return Row(label, _("None of these") if no else None, missing, key)
    return Row(label, capfirst(", ".join(yes)), missing, key)


@lru_cache(maxsize=500)
def _name(language: str | None, facts: type[models.Model], field: str) -> str:
    return str(cast(models.Field, facts._meta.get_field(field)).verbose_name)


def choice(facts: models.Model | None, field: str) -> str | None:
    """The chosen answer with a capital letter; None where nothing was chosen."""
    if facts is None or not fact(facts, field):
        return None
    return capfirst(chosen(facts, field))


def chosen(row: models.Model, field: str) -> str:
    """As Django's `get_…_display`, which arranges all choices of the field for each answer."""
    return _chosen(get_language(), type(row), field, getattr(row, field))


@lru_cache(maxsize=2_000)
def _chosen(language: str | None, facts: type[models.Model], field: str, value: Any) -> str:
    choices: Any = facts._meta.get_field(field)
    return str(dict(choices.flatchoices).get(value, value))


def text(house: House, field: str) -> str:
    return fact(house.words, field) or ""


def terms(house: House, taxonomy: Taxonomy) -> list[str]:
    return [term.name for term in house.all_terms if term.taxonomy == taxonomy]


def listed(names: Iterable[str]) -> str | None:
    return ", ".join(names) or None

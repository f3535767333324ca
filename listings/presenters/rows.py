from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from listings.choices import Taxonomy
from listings.models import House


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    value: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    slug: str
    title: str
    rows: list[Row]
    intro: str = ""


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


def choice(facts: models.Model | None, field: str) -> str | None:
    """The chosen answer with a capital letter; None where nothing was chosen."""
    if not fact(facts, field):
        return None
    return capfirst(str(getattr(facts, f"get_{field}_display")()))


def text(house: House, field: str) -> str:
    return fact(house.words, field) or ""


def terms(house: House, taxonomy: Taxonomy) -> list[str]:
    return [term.name for term in house.terms.all() if term.taxonomy == taxonomy]


def listed(names: Iterable[str]) -> str | None:
    return ", ".join(names) or None

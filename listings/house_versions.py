"""What hung on a house when a version of it was the newest: its groups, words, rates and terms.

Each part has versions of its own. Those that were saved before the house's next version belong
to this one: a form saves the house first, and an import saves all at one instant.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.utils.text import capfirst

from listings.models import (
    House,
    HouseCosts,
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseText,
    HouseWelcome,
    Rate,
    TaxonomyTerm,
)

GROUPS = (HouseWelcome, HouseProgram, HouseMedication, HouseRules, HouseCosts)
# Several of a house; one that was not there then goes when a version is brought back.
ROWS = (HouseText, Rate)
PARTS: tuple[Any, ...] = (*GROUPS, *ROWS)
# What a version brings back of the house itself. Address, state and who confirmed stay.
FIELDS = (
    "name", "house_type", "gender", "neighborhood", "street_address", "zip_code", "show_zip_code",
    "latitude", "longitude", "bedrooms", "bathrooms", "square_feet", "stories", "parking_spaces",
)  # fmt: skip
Parts = dict[Any, dict[int, Any]]


def parts_now(house: House) -> Parts:
    return {model: _by_key(model.objects.filter(house=house)) for model in PARTS}


def parts_then(version: Any) -> Parts:
    """By model and key. What nobody noted then is taken to be as it is now."""
    later = House.history.filter(id=version.id, history_id__gt=version.history_id)
    until = later.order_by("history_id").values_list("history_date", flat=True).first()
    return {model: _then(model, version, until) for model in PARTS}


def _then(model: Any, version: Any, until: Any) -> dict[int, Any]:
    """Of each row the last version before `until`; one whose first comes later was not there."""
    rows = model.history.filter(house_id=version.id).order_by("history_date", "history_id")
    found, later = {}, set()
    for row in rows:
        if until is None or row.history_date < until:
            found[row.id] = row
        elif row.id not in found and row.history_type == "+":
            later.add(row.id)
    now = _by_key(model.objects.filter(house=version.id))
    unknown = {key: row for key, row in now.items() if key not in found and key not in later}
    return unknown | {key: row for key, row in found.items() if row.history_type != "-"}


def terms_then(version: Any) -> models.QuerySet[TaxonomyTerm]:
    return TaxonomyTerm.objects.filter(pk__in=version.terms.values("taxonomyterm"))


def readable(parts: Parts, terms: Iterable[TaxonomyTerm]) -> dict[str, list[str]]:
    """In lines for people, by what the parts are called."""
    found = {}
    for model, rows in parts.items():
        label = capfirst(str(model._meta.verbose_name_plural))
        found[label] = [line for row in rows.values() for line in _lines(model, row)]
    names = sorted(str(term) for term in terms)
    found[capfirst(str(TaxonomyTerm._meta.verbose_name_plural))] = names
    return found


def _lines(model: Any, row: Any) -> Iterator[str]:
    many = model in ROWS
    for field in said_by(model):
        value = getattr(row, f"get_{field.name}_display", lambda: None)()
        value = getattr(row, field.attname) if value is None else value
        if value in (None, "") and not many:
            continue
        label = capfirst(str(field.verbose_name))
        for line in str(value if value is not None else "").splitlines():
            if line.strip():
                yield f"{label}: {line}"


def said_by(model: Any) -> list[Any]:
    """The columns that say something: neither keys nor what is computed."""
    fields = model._meta.local_concrete_fields
    return [
        field for field in fields if not (field.primary_key or field.is_relation or field.generated)
    ]


def _by_key(rows: models.QuerySet) -> dict[int, Any]:
    return {row.pk: row for row in rows.order_by("pk")}

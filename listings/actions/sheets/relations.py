"""What would be lost with rows that an undo takes away."""

from django.db import models

from recovery_site.sheets.changes import Change
from recovery_site.sheets.kinds import Kind

AT_ONCE = 500


def pointed_at(kind: Kind, changes: dict[int, tuple[int, list[Change]]]) -> list[int]:
    """Numbers of rows whose rows of the database are to go while others still point at them."""
    gone: dict[type[models.Model], dict[int, int]] = {}
    for number, (_root, some) in changes.items():
        for change in some:
            if change.after is None:
                gone.setdefault(change.model, {})[change.pk] = number
    found: set[int] = set()
    for model, numbers in gone.items():
        for relation in model._meta.related_objects:
            other = relation.related_model
            if hasattr(other, "instance_type"):
                continue  # a version keeps what was
            found |= _held(relation, numbers, gone.get(other, {}))
    return sorted(found)


def _held(relation: models.ForeignObjectRel, numbers: dict[int, int], going: dict) -> set[int]:
    name, keys = relation.field.name, sorted(numbers)
    if isinstance(relation, models.ManyToManyRel):
        return set()  # its links are rows of their own
    found: set[int] = set()
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        rows = relation.related_model._base_manager.filter(**{f"{name}__in": some})
        for pk, target in rows.values_list("pk", name):
            if pk not in going:
                found.add(numbers[target])
    return found

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import capfirst

from listings.actions.houses import what_keeps_from_publishing
from listings.actions.social import refresh_social_pictures
from listings.choices import HouseStatus
from listings.house_versions import FIELDS, ROWS, parts_now, parts_then, said_by, terms_then
from listings.models import House
from recovery_site.actions import audit
from recovery_site.models import User


@transaction.atomic
def restore_house(*, house: House, version: Any, by: User, at: datetime) -> None:
    """Bring back the facts, words and rates of a version. Address, state and beds stay.

    Raises ValidationError, with every reason, where that would break what is promised today.
    """
    stored = House.objects.select_for_update(of=("self",)).get(pk=house.pk)
    problems: list[str] = []
    for name in FIELDS:
        setattr(stored, name, getattr(version, name))
    _keep(stored, problems)
    then, now = parts_then(version), parts_now(stored)
    for model, rows in then.items():
        for key, row in now[model].items():
            if model in ROWS and key not in rows:
                row.delete()
        for key, former in rows.items():
            row = now[model].get(key) or model(house=stored)
            for field in said_by(model):
                setattr(row, field.attname, getattr(former, field.attname))
            row.house = stored
            _keep(row, problems)
    stored.terms.set(terms_then(version))
    if stored.status == HouseStatus.PUBLISHED and not problems:
        problems += what_keeps_from_publishing(House.objects.get(pk=stored.pk), at=at)
    if problems:
        raise ValidationError(problems)
    audit(action="restored", of=stored, by=by, at=at)
    refresh_social_pictures(houses=House.objects.filter(pk=stored.pk), at=at)


def _keep(row: Any, problems: list[str]) -> None:
    """Saves it, or says what is wrong with it."""
    try:
        row.full_clean()
    except ValidationError as error:
        name = capfirst(str(row._meta.verbose_name))
        problems += [f"{name}: {words}" for words in error.messages]
    else:
        row.save()

from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from listings.actions.houses import why_not_at
from listings.choices import HouseStatus
from listings.models import Bed, House
from listings.querysets.houses import GROUPS
from recovery_site.actions import audit
from recovery_site.models import User

# What is true of one building only, or was said by somebody of this one house.
NOT_COPIED = {
    "id", "uuid", "slug", "name", "status", "published_at", "created_at", "updated_at",
    "verified_at", "verified_by", "availability_confirmed_at", "availability_confirmed_by",
    "street_address", "latitude", "longitude", "public_latitude", "public_longitude",
}  # fmt: skip
LONGEST_NAME = House._meta.get_field("name").max_length or 0
MOST_COPIES = 1_000

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def copy_house(*, house: House, by: User, at: datetime) -> House:
    """A draft with the words, rooms, beds, prices and rules of `house`.

    Photos, certificates, the point on the map, the street and the state of the beds belong to one
    building and stay behind.
    """
    values = {
        field.name: getattr(house, field.name)
        for field in House._meta.concrete_fields
        if field.name not in NOT_COPIED
    }
    name = _("%(name)s, copy") % {"name": house.name[: LONGEST_NAME - 10]}
    copy = House(**values, name=name, slug=_free_slug(house, name), status=HouseStatus.DRAFT)
    copy.full_clean()
    copy.save()
    copy.terms.add(*house.terms.all())
    for group in GROUPS:
        if hasattr(house, group):
            _copy_row(getattr(house, group), house=copy)
    for row in [*house.texts.all(), *house.rates.all()]:
        _copy_row(row, house=copy)
    for room in house.rooms.prefetch_related("beds"):
        beds, new_room = list(room.beds.all()), _copy_row(room, house=copy)
        Bed.objects.bulk_create(Bed(room=new_room, label=bed.label) for bed in beds)
    audit(action="copied", of=copy, by=by, at=at)
    return copy


def _copy_row(row: Row, **changes: models.Model) -> Row:
    values = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if not field.primary_key and not field.generated and field.name not in changes
    }
    return type(row)._default_manager.create(**values, **changes)


def _free_slug(house: House, name: str) -> str:
    longest = (House._meta.get_field("slug").max_length or 0) - 5
    stem = slugify(name)[:longest] or "house"
    for number in range(1, MOST_COPIES):
        slug = stem if number == 1 else f"{stem}-{number}"
        if not why_not_at(house.city, slug, house=House()):
            return slug
    raise OverflowError

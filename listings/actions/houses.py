from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from listings.actions.photos import remove_photo
from listings.choices import HouseStatus
from listings.models import Certification, City, FormerHousePath, House
from recovery_site.actions import audit
from recovery_site.models import User


@transaction.atomic
def publish_house(*, house: House, by: User, at: datetime) -> None:
    """Show a house to the public. Raises ValidationError with every promise it would break."""
    problems = what_keeps_from_publishing(house, at=at)
    if problems:
        raise ValidationError(problems)
    house.status = HouseStatus.PUBLISHED
    house.published_at = house.published_at or at
    house.save()
    audit(action="published", of=house, by=by, at=at)


@transaction.atomic
def pause_house(*, house: House, by: User, at: datetime) -> None:
    """Hide a house for a while."""
    _retire(house, HouseStatus.PAUSED, by=by, at=at)


@transaction.atomic
def archive_house(*, house: House, by: User, at: datetime) -> None:
    """Hide a house for good, and keep its history."""
    _retire(house, HouseStatus.ARCHIVED, by=by, at=at)


@transaction.atomic
def move_house(*, house: House, city: City, slug: str, by: User, at: datetime) -> None:
    """Change a house's address on the site. The old one goes on leading to it."""
    if (house.city_id, house.slug) == (city.pk, slug):
        return
    FormerHousePath.objects.update_or_create(
        city_slug=house.city.slug, slug=house.slug, defaults={"house": house, "until": at}
    )
    FormerHousePath.objects.filter(city_slug=city.slug, slug=slug).delete()
    house.city, house.slug = city, slug
    house.save()
    audit(action="moved", of=house, by=by, at=at, fields=["city", "slug"])


@transaction.atomic
def delete_house(*, house: House) -> None:
    """Forget a house and everything about it, the files of its photos included."""
    for photo in house.photos.all():
        remove_photo(photo=photo)
    house.delete()


def what_keeps_from_publishing(house: House, *, at: datetime) -> list[str]:
    """Sentences for staff, one per promise that showing this house would break; [] if none."""
    problems = []
    if not house.texts.exists():
        problems.append(_("Write the one line and the description first."))
    try:
        refused = house.medication.refused_moud
    except ObjectDoesNotExist:
        refused = []
    if refused and Certification.objects.valid(at=at).filter(house=house).exists():
        problems.append(
            _(
                "A certified house can’t refuse medication for opioid use disorder: %(names)s. "
                "Change the answer, or talk to the certifying body."
            )
            % {"names": ", ".join(refused)}
        )
    return problems


def _retire(house: House, status: HouseStatus, *, by: User, at: datetime) -> None:
    house.status = status
    house.save()
    audit(action=status.value, of=house, by=by, at=at)

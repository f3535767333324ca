from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from listings.actions.photos import remove_photo
from listings.actions.social import forget_social_picture, refresh_social_pictures
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
    house.published_at = house.published_at or at
    _become(house, HouseStatus.PUBLISHED, by=by, at=at)
    refresh_social_pictures(houses=House.objects.filter(pk=house.pk), at=at)


@transaction.atomic
def pause_house(*, house: House, by: User, at: datetime) -> None:
    """Hide a house for a while."""
    _become(house, HouseStatus.PAUSED, by=by, at=at)


@transaction.atomic
def archive_house(*, house: House, by: User, at: datetime) -> None:
    """Hide a house for good, and keep its history."""
    _become(house, HouseStatus.ARCHIVED, by=by, at=at)


@transaction.atomic
def verify_house(*, house: House, by: User, at: datetime) -> None:
    """Staff checked every fact of the page."""
    house.verified_at, house.verified_by = at, by
    house.save(update_fields=["verified_at", "verified_by", "updated_at"])
    audit(action="verified", of=house, by=by, at=at)


@transaction.atomic
def move_house(*, house: House, city: City, slug: str, by: User, at: datetime) -> None:
    """Change a house's address on the site. The old one goes on leading to it.

    Raises ValidationError when another house has, or had, the new address: its printed
    codes lead there.
    """
    old = House.objects.select_related("city").select_for_update(of=("self",)).get(pk=house.pk)
    if (old.city_id, old.slug) == (city.pk, slug):
        return
    refusal = why_not_at(city, slug, house=house)
    if refusal:
        raise ValidationError(refusal)
    FormerHousePath.objects.filter(city_slug=city.slug, slug=slug).delete()
    FormerHousePath.objects.create(house=house, city_slug=old.city.slug, slug=old.slug, until=at)
    house.city, house.slug = city, slug
    house.save(update_fields=["city", "slug", "updated_at"])
    audit(action="moved", of=house, by=by, at=at, fields=["city", "slug"])


@transaction.atomic
def delete_house(*, house: House) -> None:
    """Forget a house and everything about it, the files of its photos included."""
    for photo in house.photos.all():
        remove_photo(photo=photo)
    forget_social_picture(house=house)
    house.delete()


def why_not_at(city: City, slug: str, *, house: House) -> str:
    """A sentence for staff when this address belongs to another house; "" when it is free."""
    if House.objects.filter(city=city, slug=slug).exclude(pk=house.pk).exists():
        return _("Another house in this city has this address.")
    former = FormerHousePath.objects.filter(city_slug=city.slug, slug=slug)
    if former.exclude(house=house.pk).exists():
        return _("Another house had this address once, and old links still lead to it.")
    return ""


def what_keeps_from_publishing(house: House, *, at: datetime) -> list[str]:
    """Sentences for staff, one per promise that showing this house would break; [] if none."""
    problems = []
    if not house.texts.exists():
        problems.append(_("Write the one line and the description first."))
    medication = getattr(house, "medication", None)
    certified = Certification.objects.valid(at=at).filter(house=house).exists()
    if medication and certified and medication.refused_moud:
        problems.append(moud_refusal(medication.refused_moud))
    return problems


def moud_refusal(names: list[str]) -> str:
    return _(
        "A certified house can’t refuse medication for opioid use disorder: %(names)s. "
        "Change the answer, or talk to the certifying body."
    ) % {"names": ", ".join(names)}


def _become(house: House, status: HouseStatus, *, by: User, at: datetime) -> None:
    house.status = status
    house.save(update_fields=["status", "published_at", "updated_at"])
    audit(action=status.value, of=house, by=by, at=at)

from datetime import datetime
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Prefetch
from PIL import Image

from listings.choices import HouseStatus
from listings.models import House, Photo, SocialPicture
from listings.querysets.houses import HouseQuerySet
from listings.social import FILE_NAME, facts_of
from recovery_site import social_picture
from recovery_site.actions import PICTURE_PRIORITY, enqueue, retire_picture
from recovery_site.pictures import delete_version, folder_of

DRAW_SOCIAL_PICTURE = "listings.social_picture"


@transaction.atomic
def refresh_social_pictures(*, houses: HouseQuerySet, at: datetime) -> int:
    """Promise a new picture for links of each house that the one drawn does not show as it is."""
    outdated = [house for house in _readable(houses) if _is_outdated(house)]
    for house in outdated:
        enqueue(
            kind=DRAW_SOCIAL_PICTURE,
            payload={"house": house.pk},
            at=at,
            priority=PICTURE_PRIORITY + 1,  # after the photos that it may show
        )
    return len(outdated)


def draw_social_picture(*, house_id: int, at: datetime) -> None:
    """Draw it, unless the one there is already shows what it should."""
    house = _readable(House.objects.filter(pk=house_id)).first()
    if house is None or not _is_outdated(house):
        return
    facts, version = facts_of(house), uuid4()
    drawn = social_picture.draw(
        title=facts.title,
        lines=facts.lines,
        foot=facts.foot,
        photo=_shown(house.cover),
        focus=facts.focus,
    )
    default_storage.save(f"{folder_of(version)}/{FILE_NAME}", ContentFile(drawn))
    with transaction.atomic():
        _retire(house, at=at)
        SocialPicture.objects.create(house=house, version=version, digest=facts.digest, drawn_at=at)


@transaction.atomic
def forget_social_picture(*, house: House) -> None:
    """It shows what has to go: the file goes as soon as that is certain."""
    for picture in SocialPicture.objects.filter(house=house):
        transaction.on_commit(partial(delete_version, picture.version))
        picture.delete()


def _readable(houses: HouseQuerySet) -> HouseQuerySet:
    """Those that visitors may see, as their pictures need them."""
    covers = Prefetch("photos", Photo.objects.covers())
    shown = houses.filter(status=HouseStatus.PUBLISHED).prefetch_related(covers)
    return shown.select_related("city", "operator", "social_picture")


def _is_outdated(house: House) -> bool:
    drawn = getattr(house, "social_picture", None)
    return drawn is None or drawn.digest != facts_of(house).digest


def _shown(cover: Photo | None) -> Image.Image | None:
    """As visitors see it: the original may be that of a picture not drawn yet."""
    if cover is None:
        return None
    with default_storage.open(cover.files.path(1280, "jpg")) as file:
        return Image.open(file).convert("RGB")


def _retire(house: House, *, at: datetime) -> None:
    for picture in SocialPicture.objects.select_for_update().filter(house=house):
        retire_picture(version=picture.version, at=at)
        picture.delete()

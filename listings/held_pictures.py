from uuid import UUID

from listings.models import Photo, SocialPicture
from recovery_site.sweeping import hold


def versions() -> set[UUID]:
    photos = Photo.objects.drawn().values_list("version", flat=True)
    return {*photos, *SocialPicture.objects.values_list("version", flat=True)}


def originals() -> set[str]:
    return set(Photo.objects.values_list("original", flat=True))


hold("photos", versions=versions, originals=originals)

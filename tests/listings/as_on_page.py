from django.db.models import Prefetch, prefetch_related_objects

from listings.models import (
    House,
    Photo,
)
from listings.querysets.houses import valid_certificates
from recovery_site import editions
from tests.factories.listings import (
    NOON,
)


def as_on_page(house):
    editions.current(at=NOON)
    house = House.objects.for_page(at=NOON, language="en").get(pk=house.pk)
    photos = Prefetch("photos", Photo.objects.in_order())
    prefetch_related_objects([house], valid_certificates(NOON), photos)
    return house

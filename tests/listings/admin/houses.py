from html import unescape

from django.utils import timezone

from listings.choices import Taxonomy
from listings.models import HouseCosts, HouseMedication
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_house,
    make_photo,
    make_rate,
    make_term,
    make_text,
)
from tests.listings.admin.forms import filled_in


def url(house) -> str:
    return f"/admin/listings/house/{house.pk}/change/"


def form_of(client, house):
    return filled_in(client.get(url(house)))


def errors_of(response) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def full_house(**fields):
    house = make_house(**{"published_at": timezone.now()} | fields)
    make_text(house)
    make_bed(house)
    make_rate(house)
    make_photo(house)
    make_certification(house, expires_on=timezone.now().date())
    HouseMedication.objects.create(house=house)
    HouseCosts.objects.create(house=house, deposit=150)
    house.terms.add(make_term(Taxonomy.AMENITY, name="Piano"))
    return house

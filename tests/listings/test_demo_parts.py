import pytest

from listings.demo import people, places
from listings.models import City, Operator
from tests.factories.listings import NOON, make_city, make_operator

pytestmark = pytest.mark.django_db


def test_what_is_there_already_is_used_and_not_changed():
    owner = make_operator()
    city = make_city("Lantana", slug="lantana-fl", county="Elsewhere")
    invented = people.operator(at=NOON)
    assert (Operator.objects.site_owner(), invented.is_site_owner) == (owner, False)
    assert places.cities()["lantana"] == city
    assert City.objects.get(pk=city.pk).county == "Elsewhere"
    places.remove_unused()
    people.remove_unused()
    assert (City.objects.get(), Operator.objects.get()) == (city, owner)


def test_the_holidays_of_the_demo_are_still_to_come():
    operator = people.operator(at=NOON.replace(month=12, day=26))
    assert {str(day.on) for day in operator.holidays.all()} == {"2027-12-25", "2027-01-01"}

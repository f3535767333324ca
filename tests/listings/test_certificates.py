from datetime import UTC, date, datetime, timedelta

import pytest

from listings.models import Certification, House
from tests.factories.listings import NOON, make_body, make_certification, make_house, make_operator

pytestmark = pytest.mark.django_db

TICK = timedelta.resolution
# Midnight after March 18 in New York and in Los Angeles.
LAST_MIDNIGHT = {
    "America/New_York": datetime(2026, 3, 19, 4, tzinfo=UTC),
    "America/Los_Angeles": datetime(2026, 3, 19, 7, tzinfo=UTC),
}


def both(certificate, at):
    """What the row and the query say; they have to agree."""
    certificate = Certification.objects.select_related("house__operator").get(pk=certificate.pk)
    row, query = certificate.valid_at(at), Certification.objects.valid(at=at).exists()
    assert row == query
    return row


@pytest.mark.parametrize("zone", LAST_MIDNIGHT)
def test_a_certificate_ends_at_midnight_of_its_last_day_where_the_operator_is(zone):
    house = make_house(operator=make_operator(time_zone=zone))
    certificate = make_certification(house, expires_on=date(2026, 3, 18))
    assert both(certificate, LAST_MIDNIGHT[zone] - TICK)
    assert not both(certificate, LAST_MIDNIGHT[zone])


@pytest.mark.parametrize("zone", LAST_MIDNIGHT)
def test_a_certificate_begins_on_the_day_of_its_issue(zone):
    house = make_house(operator=make_operator(time_zone=zone))
    certificate = make_certification(house, issued_on=date(2026, 3, 19))
    assert not both(certificate, LAST_MIDNIGHT[zone] - TICK)
    assert both(certificate, LAST_MIDNIGHT[zone])


def test_a_revoked_certificate_is_not_valid():
    certificate = make_certification(make_house(), revoked_on=date(2026, 3, 1))
    assert not both(certificate, NOON)


def test_a_card_shows_the_certificate_that_lasts_longest():
    house = make_house()
    make_certification(house, body=make_body("Old"), expires_on=date(2026, 4, 1))
    make_certification(house, body=make_body("New"), expires_on=date(2027, 4, 1))
    make_certification(house, body=make_body("Gone"), expires_on=date(2026, 1, 1))
    assert House.objects.for_cards(at=NOON).get().certificate.body.short_name == "New"


@pytest.mark.parametrize(
    ("level", "label"),
    [(1, "FARR level I"), (2, "FARR level II"), (4, "FARR level IV"), (None, "FARR")],
)
def test_the_label_gives_the_level_in_roman_numerals(level, label):
    assert make_certification(make_house(), level=level).label == label

"""The form for a call on the pages of houses: drawn once, and right on each of them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.intake import open_every_day
from tests.factories.listings import make_certification, make_operator, site_owner
from tests.listings.listed import fresh_house

pytestmark = pytest.mark.django_db

FORM = re.compile(r'<section class="callback-form".*?</section>', re.DOTALL)
LAW = "§397.4873"


@pytest.fixture
def owner():
    owner = site_owner()
    open_every_day(owner)
    return owner


def form_on(client, path: str) -> str:
    return FORM.search(client.get(path).content.decode())[0]


def certify(house) -> None:
    today = timezone.now().date()
    day = timedelta(days=30)
    make_certification(house, issued_on=today - day, expires_on=today + day)


def test_the_forms_of_two_houses_differ_by_their_keys_alone(client, owner):
    one, other = (fresh_house(operator=owner) for _ in range(2))
    first, second = (form_on(client, house.get_absolute_url()) for house in (one, other))
    assert first.count(str(one.uuid)) == second.count(str(other.uuid)) == 1
    assert str(one.uuid) not in second
    assert second.replace(str(other.uuid), str(one.uuid)) == first


def test_only_a_house_without_a_certificate_warns_professionals(client, owner):
    bare, certified, another = (fresh_house(operator=owner) for _ in range(3))
    certify(certified)
    warned = [LAW in form_on(client, one.get_absolute_url()) for one in (bare, certified, another)]
    assert warned == [True, False, True]


def test_a_house_of_another_operator_is_not_asked_about(client, owner):
    mine, theirs = fresh_house(operator=owner), fresh_house(operator=make_operator())
    form_on(client, mine.get_absolute_url())
    form = form_on(client, theirs.get_absolute_url())
    assert str(mine.uuid) not in form
    assert str(theirs.uuid) not in form

"""What the first page of the back office says of houses, each beside the list behind it."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.choices import BedState, HouseStatus, Role
from listings.today import today_of
from recovery_site.models import User
from tests.factories.listings import (
    make_bed,
    make_certification,
    make_house,
    make_member,
    make_operator,
    site_owner,
)

pytestmark = pytest.mark.django_db


def today(user: User):
    at = timezone.now()
    return today_of(user, at=at, day=timezone.localdate(at))


def public_house(**fields):
    return make_house(**{"published_at": timezone.now()} | fields)


@pytest.mark.usefixtures("owner")
def test_openings_are_counted_by_who_may_live_there(owner):
    men, women = public_house(gender="men"), public_house(gender="women")
    for house, states in ((men, "open open occupied"), (women, "open")):
        for state in states.split():
            make_bed(house, state=BedState(state))
    make_bed(make_house(status=HouseStatus.DRAFT, published_at=None), state=BedState.OPEN)
    counts = {opening.gender: opening.beds for opening in today(owner).openings}
    assert counts == {"men": 2, "women": 1, "all": 0, "parents": 0}
    now = today(owner).filled[-1]
    assert (now.occupied, now.beds) == (1, 5)


@pytest.mark.usefixtures("owner")
def test_what_was_not_confirmed_for_days_is_counted(owner, settings):
    at, by = timezone.now(), owner
    reminded = timedelta(days=settings.AVAILABILITY_REMIND_DAYS)
    for age in (reminded - timedelta(hours=1), reminded + timedelta(hours=1)):
        public_house(availability_confirmed_at=at - age, availability_confirmed_by=by)
    assert today(owner).stale == 1


@pytest.mark.usefixtures("owner")
@pytest.mark.parametrize(("days", "counted"), [(-1, 0), (0, 1), (60, 1), (61, 0)])
def test_certificates_that_end_soon_are_counted_and_listed(client, owner, days, counted):
    day = timezone.localdate()
    make_certification(
        public_house(), issued_on=day - timedelta(days=300), expires_on=day + timedelta(days=days)
    )
    found = today(owner)
    assert found.expiring == counted
    listed = client.get(
        "/admin/listings/certification/",
        {"expires_on__gte": found.day.isoformat(), "expires_on__lte": found.until.isoformat()},
    )
    assert listed.context["cl"].result_count == counted


def test_each_role_sees_its_own_houses_only(client, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    site_owner()
    make_bed(public_house(operator=make_operator()), state=BedState.OPEN)
    member = make_member(role=Role.HOUSE_MANAGER)
    mine = public_house(operator=member.operator)
    member.houses.add(mine)
    make_bed(mine, state=BedState.OPEN)
    make_bed(public_house(operator=member.operator), state=BedState.OPEN)
    assert sum(opening.beds for opening in today(member.user).openings) == 1
    client.force_login(member.user)
    page = unescape(client.get("/admin/").content.decode())
    assert "Houses today" in page
    assert "<b>0%</b> of all beds filled" in page


def test_who_may_not_see_beds_reads_nothing_of_them(client, sign_in):
    sign_in()
    assert "Houses today" not in client.get("/admin/").content.decode()


def test_the_figures_take_as_many_queries_for_one_house_as_for_many(owner):
    def count():
        with CaptureQueriesContext(connection) as queries:
            today(owner)
        return len(queries)

    make_bed(public_house(), state=BedState.OPEN)
    assert count() == 4
    for _ in range(5):
        make_bed(public_house(), state=BedState.OPEN)
    assert count() == 4

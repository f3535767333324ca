from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.choices import EndOfWait
from intake.models import Wait
from listings.choices import BedState, Role
from listings.models import Bed
from recovery_site.models import AuditEvent
from tests.factories.intake import make_request, make_wait
from tests.factories.listings import make_bed, make_house, make_member

pytestmark = pytest.mark.django_db

LIST = "/admin/intake/wait/"
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def one_factor_is_enough(settings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def coordinator(client):
    member = make_member(role=Role.COORDINATOR)
    client.force_login(member.user)
    return member


def test_the_list_is_in_order_and_says_whom_to_ask_again(client, coordinator, now) -> None:
    make_wait(at=now, request=make_request(at=now, name="Second"))
    make_wait(at=now - 15 * DAY, request=make_request(at=now, name="First"))
    page = client.get(LIST).content.decode()
    assert page.index("First") < page.index("Second")
    assert "ask them again" in page
    asked = client.get(f"{LIST}?part=ask").content.decode()
    assert "First" in asked
    assert "Second" not in asked


def test_a_long_list_asks_no_more_of_the_database_than_a_short_one(
    client, coordinator, now
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        return len(seen)

    make_wait(at=now)
    few = queries()
    for _ in range(11):
        make_wait(at=now, house=make_house())
    assert queries() == few
    assert few <= 12


def test_a_request_is_put_on_the_list_from_its_page(client, coordinator, now) -> None:
    request = make_request(at=now)
    address = f"/admin/intake/callbackrequest/{request.pk}/wait/"
    bad = client.post(address, {"version": request.version, "weekly_budget": "x"})
    assert bad.status_code == 422
    assert not Wait.objects.exists()
    client.post(address, {"version": request.version, "gender": "men", "weekly_budget": "210"})
    wait = Wait.objects.get()
    assert (wait.person, wait.weekly_budget) == (request.requester, 210)
    page = client.get(f"/admin/intake/callbackrequest/{request.pk}/change/").content.decode()
    assert "On the waitlist since" in page


def test_a_bed_is_offered_kept_and_the_wait_ended_from_its_page(client, coordinator, now) -> None:
    wait, bed = make_wait(at=now - 15 * DAY), make_bed(make_house())
    own = f"{LIST}{wait.pk}/"
    page = client.get(f"{own}change/").content.decode()
    assert "Hold it for them" in page
    assert AuditEvent.objects.about(wait).filter(action="viewed").exists()
    assert client.post(f"{own}offer/", {"bed": "", "hours": "48"}).status_code == 422
    client.post(f"{own}offer/", {"bed": bed.pk, "hours": "48"})
    assert Bed.objects.with_state(at=timezone.now()).get().state_now == BedState.HELD
    client.post(f"{own}keep/")
    wait.refresh_from_db()
    assert timezone.now() - wait.confirmed_at < DAY
    assert client.post(f"{own}end/", {}).status_code == 422
    client.post(f"{own}end/", {"reason": EndOfWait.ELSEWHERE})
    wait.refresh_from_db()
    assert wait.end_reason == EndOfWait.ELSEWHERE
    assert client.get(f"{own}offer/").status_code == 405


def test_who_waited_longer_goes_first_and_the_page_says_so(client, coordinator, now) -> None:
    make_wait(at=now - DAY)
    later, bed = make_wait(at=now), make_bed(make_house())
    response = client.post(f"{LIST}{later.pk}/offer/", {"bed": bed.pk, "hours": "48"})
    assert response.status_code == 422
    assert "Others have waited longer" in response.content.decode()


def test_the_board_and_the_house_offer_the_next_to_who_may_see_the_list(client, now) -> None:
    bed, wait = make_bed(make_house()), make_wait(at=now)
    pages = [
        f"/admin/listings/bed/board/?bed={bed.pk}",
        f"/admin/listings/house/{bed.room.house_id}/beds/",
    ]
    for role, shown in ((Role.COORDINATOR, True), (Role.HOUSE_MANAGER, False)):
        client.force_login(make_member(role=role).user)
        for page in pages:
            content = client.get(page).content.decode()
            assert (f"{LIST}{wait.pk}/change/" in content) is shown, (role, page)
            assert wait.person.name not in content


def test_who_works_for_some_houses_sees_who_waits_for_those(client, now) -> None:
    house = make_house()
    member = make_member(role=Role.COORDINATOR)
    member.houses.add(house)
    client.force_login(member.user)
    own, other, any_house = (
        make_wait(at=now, house=house),
        make_wait(at=now, house=make_house()),
        make_wait(at=now),
    )
    seen = [client.get(f"{LIST}{each.pk}/change/").status_code for each in (own, other, any_house)]
    assert seen == [200, 404, 404]

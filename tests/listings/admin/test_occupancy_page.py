import pytest

from listings.choices import BedState, Role
from tests.factories.listings import make_bed, make_house, make_member

pytestmark = pytest.mark.django_db

PAGE = "/admin/listings/house/occupancy/"


@pytest.mark.parametrize("houses", [1, 12])
def test_the_page_draws_it_and_says_it_in_a_table(client, houses, django_assert_max_num_queries):
    member = make_member(role=Role.READ_ONLY)
    for _ in range(houses):
        make_bed(make_house(operator=member.operator), state=BedState.OCCUPIED)
    make_bed(make_house(operator=member.operator))
    client.force_login(member.user)
    with django_assert_max_num_queries(12):
        page = client.get(PAGE).content.decode()
    assert f"{houses} of {houses + 1} beds" in page
    assert '<svg class="chart"' in page
    assert "House by house" in page


def test_without_beds_it_says_what_to_do_and_takes_no_post(client) -> None:
    client.force_login(make_member(role=Role.READ_ONLY).user)
    assert "No beds yet." in client.get(PAGE).content.decode()
    assert client.post(PAGE).status_code == 405

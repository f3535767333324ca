"""How often the form may be sent, and what somebody reads who sent it too often."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from intake.models import CallbackRequest, SendingCount
from tests.factories.accounts import make_staff
from tests.factories.intake import answers, make_request
from tests.factories.listings import make_house, site_owner
from tests.real_database import shared
from tests.recovery_site.boot import settings_of

URL = "/ask-for-a-call/"
HERE, THERE = "203.0.113.7", "203.0.113.8"


@pytest.fixture(autouse=True)
def limits(settings) -> None:
    settings.REQUESTS_PER_ADDRESS_AND_HOUR = 3
    settings.REQUESTS_PER_RECIPIENT_AND_DAY = 2


@pytest.fixture
def operator(db):
    return site_owner()


@pytest.fixture
def ask() -> Callable[..., HttpResponse]:
    """Sends the form from an address, with another phone each time unless one is given."""
    numbers = count(1)

    def send(address: str = HERE, *, headers: dict | None = None, **values: str) -> HttpResponse:
        values = {"phone": f"561-555-{next(numbers):04}"} | values
        client = Client(REMOTE_ADDR=address, headers=headers)
        return client.post(URL, answers(**values))

    return send


def statuses(responses: list[HttpResponse]) -> list[int]:
    return [response.status_code for response in responses]


def later(monkeypatch: pytest.MonkeyPatch, passed: timedelta) -> None:
    moment = timezone.now() + passed
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.mark.usefixtures("operator")
class TestOfAnAddress:
    def test_it_may_send_so_many_and_others_go_on(self, ask) -> None:
        assert statuses([ask() for _ in range(4)]) == [303, 303, 303, 429]
        assert ask(THERE).status_code == 303
        assert CallbackRequest.objects.count() == 4

    def test_what_has_errors_does_not_count(self, ask) -> None:
        for _ in range(5):
            ask(first_name="")
        assert ask().status_code == 303

    @pytest.mark.parametrize(("minutes", "status"), [(59, 429), (60, 303)])
    def test_after_an_hour_it_may_send_again(
        self, ask, monkeypatch, minutes: int, status: int
    ) -> None:
        later(monkeypatch, timedelta(0))
        for _ in range(3):
            ask()
        later(monkeypatch, timedelta(minutes=minutes))
        assert ask().status_code == status

    @pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP"])
    def test_a_header_of_the_client_changes_nothing(self, ask, settings, name: str) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
        sent = [ask(headers={name: f"198.51.100.{number}"}) for number in range(4)]
        assert statuses(sent) == [303, 303, 303, 429]

    def test_behind_a_proxy_only_its_own_entry_counts(self, ask, settings) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        headers = [{"X-Forwarded-For": f"198.51.100.{n}, {HERE}"} for n in range(4)]
        assert statuses([ask("10.0.0.1", headers=each) for each in headers])[-1] == 429
        other = {"X-Forwarded-For": f"{HERE}, {THERE}"}
        assert ask("10.0.0.1", headers=other).status_code == 303

    @pytest.mark.parametrize("address", ["", "unix:"])
    def test_who_has_no_address_is_served(self, ask, address: str) -> None:
        assert {ask(address).status_code for _ in range(5)} == {303}

    def test_fewer_proxies_than_configured_turn_nobody_away(self, ask, settings) -> None:
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
        assert ask("10.0.0.1", headers={"X-Forwarded-For": HERE}).status_code == 303

    def test_all_addresses_of_one_ipv6_line_count_together(self, ask) -> None:
        sent = [ask(f"2001:db8:1:1::{number}") for number in range(1, 5)]
        assert statuses(sent) == [303, 303, 303, 429]
        assert ask("2001:db8:1:2::1").status_code == 303

    def test_what_is_counted_names_nobody(self, ask) -> None:
        ask(phone="561-555-0142", email="jo@example.org")
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM intake_sendingcount")
            rows = cursor.fetchall()
        assert len(rows) == 3
        assert not any(text in repr(rows) for text in (HERE, "5550142", "jo@example"))

    def test_what_counts_no_more_is_removed(self, ask, monkeypatch) -> None:
        ask()
        later(monkeypatch, timedelta(minutes=59))
        call_command("retention", apply=True)
        assert SendingCount.objects.count() > 0
        later(monkeypatch, timedelta(minutes=2))
        call_command("retention", apply=True)
        assert SendingCount.objects.count() == 0


@pytest.mark.usefixtures("operator")
class TestOfARecipient:
    @pytest.mark.parametrize(
        "values",
        [
            {"phone": "561-555-0142"},
            {"phone": "", "email": "w@example.org", "channel": "email"},
        ],
    )
    def test_it_may_be_given_so_often_from_anywhere(self, ask, values: dict) -> None:
        sent = [ask(f"203.0.113.{n}", first_name=f"Robin {n}", **values) for n in range(3)]
        assert statuses(sent) == [303, 303, 429]

    @pytest.mark.parametrize("typed", ["(561) 555 0142", "+1 561.555.0142", "561-555-0142 x9"])
    def test_other_ways_of_writing_are_the_same_phone(self, ask, typed: str) -> None:
        for number in range(2):
            ask(first_name=f"Robin {number}", phone="561-555-0142")
        assert ask(THERE, phone=typed).status_code == 429

    @pytest.mark.parametrize(("hours", "status"), [(23, 429), (24, 303)])
    def test_after_a_day_it_may_be_given_again(
        self, ask, monkeypatch, hours: int, status: int
    ) -> None:
        later(monkeypatch, timedelta(0))
        for number in range(2):
            ask(first_name=f"Robin {number}", phone="561-555-0142")
        later(monkeypatch, timedelta(hours=hours))
        assert ask(THERE, phone="561-555-0142").status_code == status

    def test_what_staff_write_down_is_not_limited(self, ask, client, settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = False
        client.force_login(make_staff(is_superuser=True))
        for number in range(4):
            written = answers(source="phone", first_name=f"Robin {number}")
            client.post("/admin/intake/callbackrequest/add/", written)
        assert CallbackRequest.objects.count() == 4
        assert ask(phone="561-555-0142").status_code == 303


@pytest.mark.usefixtures("operator")
class TestTheSameAgain:
    def test_it_is_one_request_and_counts_once(self, ask) -> None:
        for _ in range(5):
            assert ask(phone="561-555-0142").status_code == 303
        assert CallbackRequest.objects.count() == 1
        assert statuses([ask() for _ in range(3)]) == [303, 303, 429]

    def test_over_the_limit_it_still_leads_to_the_request(self, ask) -> None:
        first = ask(phone="561-555-0142")
        assert statuses([ask() for _ in range(3)]) == [303, 303, 429]
        again = ask(phone="561-555-0142")
        assert again.headers["Location"] == first.headers["Location"]


class TestPage:
    def test_it_keeps_what_was_typed_and_names_the_phone(self, ask, operator, settings) -> None:
        house = make_house()
        settings.REQUESTS_PER_ADDRESS_AND_HOUR = 1
        ask()
        response = ask(first_name="Wilhelmina", message="Evenings", house=str(house.uuid))
        content = response.content.decode()
        assert response.status_code == 429
        assert f"Please call us instead: {operator.phone}." in content
        assert 'value="Wilhelmina"' in content
        assert "Evenings" in content
        assert f'<option value="{house.uuid}" selected>' in content
        assert response.headers["Cache-Control"] == "no-store"
        assert not response.cookies

    def test_nobody_learns_which_limit_it_was(self, ask, operator) -> None:
        for _ in range(2):
            make_request(at=timezone.now(), phone="+15615550142")
        by_phone = ask(phone="561-555-0142")
        for _ in range(3):
            ask(THERE)
        by_address = ask(THERE)
        pages = {tuple(page.context["form"].non_field_errors()) for page in (by_phone, by_address)}
        assert len(pages) == 1


def test_they_are_generous_and_can_be_changed(tmp_path: Path) -> None:
    names = "REQUESTS_PER_ADDRESS_AND_HOUR", "REQUESTS_PER_RECIPIENT_AND_DAY"
    assert settings_of(tmp_path, *names, DEMO="true") == dict(zip(names, (12, 6), strict=True))
    changed = settings_of(tmp_path, *names, DEMO="true", REQUESTS_PER_ADDRESS_AND_HOUR="40")
    assert changed[names[0]] == 40


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("same", "most"), [({}, 3), ({"phone": "561-555-0142"}, 2)])
def test_a_flood_from_many_hands_stops_at_the_limit(
    tmp_path: Path, ask, same: dict, most: int
) -> None:
    site_owner()
    hands = 8
    names = count(1)

    def send(_: int) -> int:
        try:
            return ask(first_name=f"Robin {next(names)}", **same).status_code
        finally:
            connections.close_all()

    with shared(tmp_path), ThreadPoolExecutor(hands) as pool:
        sent = list(pool.map(send, range(24)))
        assert set(sent) == {303, 429}
        assert sent.count(303) == CallbackRequest.objects.count() == most

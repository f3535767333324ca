import csv
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake import actions
from listings.choices import Role
from tests.conftest import MOST_QUERIES
from tests.factories.accounts import make_staff, permit
from tests.factories.intake import make_request, open_every_day
from tests.factories.listings import NOON, make_house, make_operator, site_owner

pytestmark = pytest.mark.django_db
PAGE = "/admin/intake/callbackrequest/numbers/"
FILE = "/admin/intake/callbackrequest/numbers.csv"
QUEUE = "/admin/intake/callbackrequest/"
MINUTE = timedelta(minutes=1)
# The start page shows the houses of today beside the requests.
OF_HOUSES = 4


@pytest.fixture(autouse=True)
def noon(settings, monkeypatch) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    open_every_day(site_owner())


@pytest.fixture
def ana():
    return make_staff(is_superuser=True, name="Ana Ruiz")


@pytest.fixture
def desk(client: Client, ana) -> Client:
    client.force_login(ana)
    return client


def words(response) -> str:
    return " ".join(response.content.decode().split())


def answered(ana, *, after: timedelta = 4 * MINUTE, days: int = 1, **answers):
    request = make_request(at=NOON - timedelta(days=days), **answers)
    at = request.created_at + after
    actions.record_attempt(request=request, by=ana, at=at, channel="call", outcome="reached")
    return request


def closed(request, ana, reason: str) -> None:
    actions.move_request(request=request, to="closed", reason=reason, by=ana, at=NOON)


class TestPage:
    def test_it_says_how_fast_people_were_answered(self, desk, ana) -> None:
        for minutes in (3, 4, 9):
            answered(ana, after=minutes * MINUTE)
        page = desk.get(PAGE).context["page"]
        assert page.headlines[0].figure == "4 min"
        assert page.headlines[0].lines[0] == "9 in 10 within 9 min"
        assert [row.cells[0] for row in page.within[0].rows] == ["2 of 3", "3 of 3", "3 of 3"]

    def test_few_are_no_percentage(self, desk, ana) -> None:
        for _ in range(9):
            answered(ana)
        assert desk.get(PAGE).context["page"].within[0].rows[0].cells[1] == ""
        answered(ana)
        assert desk.get(PAGE).context["page"].within[0].rows[0].cells[1] == "100 %"

    def test_no_request_is_said_in_words(self, desk) -> None:
        text = words(desk.get(PAGE))
        assert "No requests in these days yet." in text
        assert "<svg class=" not in text

    @pytest.mark.parametrize(
        ("query", "days"),
        [({}, 30), ({"days": "7"}, 7), ({"days": "90"}, 90), ({"days": "month"}, 18),
         ({"start": "2026-03-01", "end": "2026-03-01"}, 1)],
    )  # fmt: skip
    def test_any_days_can_be_asked_for(self, desk, query: dict, days: int) -> None:
        assert desk.get(PAGE, query).context["page"].report.period.days == days

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ({"days": "8"}, "Select a valid choice"),
            ({"start": "2026-03-01"}, "Say both days, or neither."),
            ({"end": "2026-03-01"}, "Say both days, or neither."),
            ({"start": "x", "end": "2026-03-01"}, "Enter a valid date."),
            ({"start": "2026-03-02", "end": "2026-03-01"}, "comes before the first"),
            ({"start": "2026-03-02", "end": "2026-03-19"}, "still to come"),
            ({"start": "2024-03-01", "end": "2026-03-18"}, "two years at most"),
            ({"start": "0001-01-01", "end": "0001-01-02"}, "longer ago than we keep"),
        ],
    )
    def test_other_days_are_refused_with_a_word(self, desk, query: dict, said: str) -> None:
        response = desk.get(PAGE, query)
        assert response.status_code == 422
        assert said in words(response)
        assert desk.get(FILE, query).status_code == 422

    def test_the_picture_shows_what_the_table_says(self, desk, ana) -> None:
        for days, minutes in ((1, 10), (2, 20), (4, 5)):
            answered(ana, after=minutes * MINUTE, days=days)
        response = desk.get(PAGE, {"days": "7"})
        page = response.context["page"]
        dots = [dot.words.rsplit("within ", 1)[1] for dot in page.chart.lines[1].dots]
        medians = [row.cells[1] for row in page.over_time.rows]
        assert [median for median in medians if median != "–"] == dots == [
            "5 min", "20 min", "10 min"
        ]  # fmt: skip
        heights = [float(dot.y) for dot in page.chart.lines[1].dots]
        assert heights[1] < heights[2] < heights[0]
        assert len(page.chart.lines[1].runs) == 1  # a day without anybody is a gap
        widths = re.findall(r'class="bar-part" width="([\d.]+)%"', response.content.decode())
        assert widths[:3] == ["33.33", "66.67", "100.00"]

    def test_every_number_leads_to_as_many_requests(self, desk, ana) -> None:
        house = make_house()
        answered(ana, house=house, heard_from="friend")
        closed(answered(ana), ana, "cost")
        closed(answered(ana), ana, "spam")
        make_request(at=NOON - timedelta(days=1), trap="x")
        make_request(at=NOON - timedelta(days=40))
        moved = answered(ana, house=house)
        for status in ("offered", "bed_held", "moved_in"):
            actions.move_request(request=moved, to=status, by=ana, at=NOON)
        closed(moved, ana, "withdrew")
        page = desk.get(PAGE).context["page"]
        checked = 0
        for table in (page.funnel, page.lost, *page.groups):
            for row in table.rows:
                found = desk.get(f"{QUEUE}?{row.query}").context["cl"].result_count
                assert str(found) == row.cells[0], (table.title, row.name)
                checked += 1
        assert checked == 8 + 1 + 1 + 2 + 2
        assert [row.name for row in page.lost.rows] == ["cost"]

    def test_it_costs_as_much_for_many_requests(self, desk, ana) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(PAGE).status_code == 200
            return len(queries)

        answered(ana, house=make_house())
        one = cost()
        for _ in range(11):
            answered(ana, house=make_house())
        assert cost() == one <= MOST_QUERIES

    def test_nothing_of_a_person_is_on_it(self, desk, ana) -> None:
        answered(ana, name="Wilhelmina", phone="+15615550142", message="Room by the sea")
        for response in (desk.get(PAGE), desk.get(FILE)):
            assert not re.search("Wilhelmina|0142|by the sea", response.content.decode())


class TestFile:
    def test_it_holds_the_tables(self, desk, ana) -> None:
        answered(ana, house=make_house(name="=SUM(A1)"))
        response = desk.get(FILE, {"days": "7"})
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert "2026-03-12-2026-03-18" in response.headers["Content-Disposition"]
        rows = list(csv.reader(response.content.decode("utf-8-sig").splitlines()))
        assert ["contacted", "1", ""] in rows
        assert ["Within 5 min", "1 of 1", "", "–"] in rows
        assert not [cell for row in rows for cell in row if cell.startswith("=")]


class TestPermission:
    def test_staff_see_the_figures_of_their_operator(self, client, ana) -> None:
        ours = answered(ana)
        theirs = make_operator()
        answered(ana, operator=theirs)
        bo = make_staff()
        bo.memberships.create(operator=ours.operator, role=Role.EDITOR)
        client.force_login(permit(bo, "intake.view_numbers"))
        response = client.get(PAGE)
        assert response.context["page"].headlines[2].figure == "1"
        assert QUEUE + "?" not in words(response)  # who may not see the list gets no links to it
        client.force_login(permit(make_staff(), "intake.view_numbers"))
        assert "No requests in these days yet." in words(client.get(PAGE))

    @pytest.mark.parametrize("address", [PAGE, FILE])
    def test_others_stay_outside(self, client, desk, address: str) -> None:
        assert desk.post(address).status_code == 405
        client.force_login(permit(make_staff(), "intake.view_callbackrequest"))
        assert client.get(address).status_code == 403
        client.logout()
        assert client.get(address).status_code == 302


class TestStart:
    def test_the_first_page_says_how_fast(self, desk, ana) -> None:
        answered(ana, after=7 * MINUTE, days=2)
        text = words(desk.get("/admin/"))
        assert "<b>7 min</b> in the last 7 days" in text
        assert "<b>nobody asked</b> today" in text
        assert "Mar 16: 7 min" in text

    def test_it_costs_as_much_for_many_requests(self, desk, ana) -> None:
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                desk.get("/admin/")
            return len(queries)

        answered(ana)
        one = cost()
        for _ in range(11):
            answered(ana, house=make_house())
        assert cost() == one <= MOST_QUERIES + OF_HOUSES

    def test_only_who_may_see_figures_reads_them(self, client) -> None:
        client.force_login(permit(make_staff(), "intake.view_callbackrequest"))
        assert "How fast we answer" not in words(client.get("/admin/"))

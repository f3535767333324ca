"""The table of requests: who may take it away, what is in it, and that it can do no harm."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake import actions, exporting
from intake.exporting import Export, phone, safe
from intake.models import CallbackRequest
from listings.choices import Role
from recovery_site.models import AuditEvent
from tests.factories.accounts import make_staff, permit
from tests.factories.intake import make_request
from tests.factories.listings import NOON, make_house, make_operator, site_owner

pytestmark = pytest.mark.django_db
URL = "/admin/intake/callbackrequest/export/"
DAYS = {"since": "2026-03-01", "until": "2026-03-31"}
PERSON = {"name": "Zoë", "phone": "+15615550142", "email": "zoe@example.org", "message": "Après 5"}
PASSWORD = "a long enough password"
READ = "intake.view_callbackrequest"
WITH_NAMES = "intake.export_callbackrequest"
WITHOUT_NAMES = "intake.export_nameless_callbackrequest"


@pytest.fixture(autouse=True)
def noon(settings, monkeypatch, tmp_path) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def sign_in(client: Client, *codenames: str, recently: bool = True, **fields) -> Client:
    user = permit(make_staff(name="Rosa", **fields), *codenames)
    user.set_password(PASSWORD)
    user.save()
    user.memberships.create(operator=site_owner(), role=Role.EDITOR)
    client.force_login(user)
    if recently:
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def rosa(client: Client) -> Client:
    return sign_in(client, READ, WITH_NAMES)


def table(client: Client, columns: str = "all", **narrowed) -> list[dict[str, str]]:
    response = client.post(URL, DAYS | {"columns": columns} | narrowed)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


class TestTable:
    def test_it_says_what_staff_know(self, rosa) -> None:
        house, ana = make_house(name="Seagrape"), make_staff(name="Ana")
        request = make_request(**PERSON, house=house, may_leave_voicemail=True)
        actions.record_attempt(request=request, by=ana, at=NOON, channel="call", outcome="reached")
        (row,) = table(rosa)
        expected = {
            "Reference": request.reference, "Asked": "2026-03-18 12:00", "Name": "Zoë",
            "Phone": "561-555-0142", "E-mail": "zoe@example.org", "Message": "Après 5",
            "May leave a voicemail": "yes", "May send texts": "no", "House": "Seagrape",
            "Status": "contacted", "First attempt": "2026-03-18 12:00", "Attempts": "1",
            "Erased": "",
        }  # fmt: skip
        assert {name: row[name] for name in expected} == expected

    def test_a_spreadsheet_reads_the_accents_and_keeps_no_copy(self, rosa) -> None:
        make_request(**PERSON)
        response = rosa.post(URL, DAYS | {"columns": "all"})
        content = b"".join(response)
        assert content.startswith(b"\xef\xbb\xbfReference,")
        assert "Zoë" in content.decode()
        assert response.headers["Cache-Control"] == "private, no-store"
        assert response.headers["Content-Disposition"] == (
            'attachment; filename="requests-2026-03-01-2026-03-31.csv"'
        )

    def test_without_names_nothing_tells_who_it_was(self, rosa) -> None:
        make_request(**PERSON, organization="Palmetto", for_whom="client")
        (row,) = table(rosa, "nameless")
        assert {"Name", "Phone", "E-mail", "Message", "Organization"} & set(row) == set()
        text = " ".join(row.values())
        assert not [word for word in ("Zoë", "0142", "zoe@", "Après", "Palmetto") if word in text]
        assert row["Status"] == "new"

    def test_what_was_erased_says_so(self, rosa) -> None:
        actions.erase_request(request=make_request(**PERSON), by=None, at=NOON)
        (row,) = table(rosa)
        assert (row["Name"], row["Phone"], row["Erased"]) == ("erased", "", "2026-03-18 12:00")

    @pytest.mark.parametrize(
        ("narrowed", "number"),
        [
            ({}, 4),
            ({"status": "closed"}, 1),
            ({"source": "phone"}, 1),
            ({"house": "{house}"}, 1),
            ({"since": "2026-03-18"}, 3),
            ({"until": "2026-03-17"}, 1),
        ],
    )
    def test_it_can_be_narrowed(self, rosa, narrowed: dict, number: int) -> None:
        house = make_house()
        make_request(house=house)
        make_request(at=NOON - timedelta(days=1))
        closed, phoned = make_request(), make_request()
        actions.move_request(request=closed, to="closed", reason="cost", by=make_staff(), at=NOON)
        CallbackRequest.objects.filter(pk=phoned.pk).update(source="phone", entered_by=make_staff())
        values = {name: value.format(house=house.pk) for name, value in narrowed.items()}
        assert len(table(rosa, **values)) == number

    def test_it_is_read_in_pieces(self, rosa, monkeypatch) -> None:
        monkeypatch.setattr(exporting, "CHUNK", 2)
        references = [make_request().reference for _ in range(5)]
        assert [row["Reference"] for row in table(rosa)] == references

    def test_it_costs_as_much_for_many(self, django_assert_num_queries) -> None:
        make_request(house=make_house())

        def lines() -> int:
            return len(list(Export.of(CallbackRequest.objects.all()).lines(personal=True)))

        with CaptureQueriesContext(connection) as one:
            lines()
        for _ in range(11):
            make_request(house=make_house())
        with django_assert_num_queries(len(one)):
            lines()


class TestCells:
    @pytest.mark.parametrize(
        "typed",
        ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "\u00a0=1", "\n=1", "\uff1d1"],
    )
    def test_no_cell_is_a_formula(self, typed: str) -> None:
        assert safe(typed) == f"'{typed}"

    @pytest.mark.parametrize("typed", ["Robin", "", "1 - 2", "a=b", "José", 3])
    def test_other_cells_stay_as_they_are(self, typed: object) -> None:
        assert safe(typed) == str(typed)

    @pytest.mark.parametrize(
        ("kept", "cell"),
        [
            ("+15615550142", "561-555-0142"),
            ("+15615550142;ext=7", "561-555-0142 ext. 7"),
            ("+442079460018", "(+44) 20 7946 0018"),
            ("", ""),
        ],
    )
    def test_numbers_stay_to_be_called(self, kept: str, cell: str) -> None:
        assert safe(phone(kept)) == cell

    def test_what_a_visitor_typed_is_tamed(self, rosa) -> None:
        make_request(name="=HYPERLINK(1)", message='@x,"y"\nsecond line')
        (row,) = table(rosa)
        assert row["Name"] == "'=HYPERLINK(1)"
        assert row["Message"] == '\'@x,"y"\nsecond line'


class TestAudit:
    def events(self) -> list[tuple]:
        events = AuditEvent.objects.filter(action__startswith="exported").order_by("pk")
        return [(e.action, e.actor.name, e.number, e.fields) for e in events]

    def test_it_is_noted_before_the_first_row_leaves(self, rosa) -> None:
        make_request(), make_request()
        response = rosa.post(URL, DAYS | {"columns": "all", "status": "new"})
        assert self.events() == [("exported", "Rosa", 2, ["since", "status", "until"])]
        make_request()
        assert len(b"".join(response).splitlines()) == 3

    def test_without_names_is_another_event(self, rosa) -> None:
        table(rosa, "nameless")
        assert self.events() == [("exported without names", "Rosa", 0, ["since", "until"])]

    def test_looking_at_the_form_notes_nothing(self, rosa) -> None:
        page = rosa.get(URL)
        assert "what people told us in confidence" in page.text
        assert self.events() == []


class TestPermission:
    def test_names_need_their_own_permission(self, client) -> None:
        sign_in(client, READ, WITHOUT_NAMES, recently=False)
        assert 'value="all"' not in client.get(URL).text
        assert client.post(URL, DAYS | {"columns": "all"}).status_code == 422
        assert table(client, "nameless") == []

    @pytest.mark.parametrize("codenames", [(), (READ,), (WITH_NAMES,)])
    def test_others_get_nothing(self, client, codenames: tuple[str, ...]) -> None:
        sign_in(client, *codenames)
        for response in (client.get(URL), client.post(URL, DAYS | {"columns": "nameless"})):
            assert response.status_code == 403
        assert "Export" not in client.get("/admin/").text

    def test_only_requests_of_ones_own_operator(self, rosa) -> None:
        ours = make_request()
        elsewhere = make_operator()
        make_request(operator=elsewhere)
        assert [row["Reference"] for row in table(rosa)] == [ours.reference]
        theirs = make_house(operator=elsewhere)
        response = rosa.post(URL, DAYS | {"columns": "all", "house": theirs.pk})
        assert response.status_code == 422

    def test_names_leave_only_after_a_recent_sign_in(self, client) -> None:
        sign_in(client, READ, WITH_NAMES, recently=False)
        for response in (client.get(URL), client.post(URL, DAYS | {"columns": "all"})):
            assert response.status_code == 302
            assert response.headers["Location"].startswith("/accounts/reauthenticate/?next=")
        assert not AuditEvent.objects.filter(action="exported").exists()

    def test_other_methods_and_strangers_are_refused(self, rosa, client) -> None:
        assert rosa.put(URL).status_code == 405
        assert Client().get(URL).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"until": "2026-02-01"}, "until"), ({"since": "x"}, "since"), ({"status": "x"}, "status")],
)
def test_a_mistake_is_shown_and_kept(rosa, wrong: dict, field: str) -> None:
    response = rosa.post(URL, DAYS | {"columns": "all"} | wrong)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"][field].value() == wrong[field]

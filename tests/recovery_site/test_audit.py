from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from listings.models import House
from recovery_site.actions import audit
from recovery_site.models import AuditEvent, OutboxMessage
from tests.factories.accounts import make_staff, permit
from tests.factories.intake import make_request
from tests.factories.listings import NOON, make_house

pytestmark = pytest.mark.django_db


def test_events_are_read_in_order() -> None:
    house, other, staff = make_house(), make_house(), make_staff()
    audit(action="changed", of=house, by=staff, at=NOON + timedelta(hours=1), fields=["b", "a"])
    audit(action="viewed", of=house, by=staff, at=NOON)
    audit(action="viewed", of=other, by=None, at=NOON)
    events = AuditEvent.objects.about(house)
    assert [(event.action, event.fields) for event in events] == [
        ("viewed", []),
        ("changed", ["a", "b"]),
    ]


def test_who_did_something_cannot_be_deleted() -> None:
    staff = make_staff()
    audit(action="viewed", of=make_house(), by=staff, at=NOON)
    with pytest.raises(ProtectedError):
        staff.delete()


class TestPages:
    @pytest.fixture(autouse=True)
    def one_factor(self, settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = False

    @pytest.fixture
    def boss(self, client):
        client.force_login(make_staff(is_superuser=True))
        return client

    def give_up(self) -> OutboxMessage:
        return OutboxMessage.objects.create(
            kind="tests.mail", created_at=NOON, due_at=NOON, attempts=40, gave_up_at=NOON
        )

    @pytest.mark.parametrize("name", ["auditevent", "outboxmessage"])
    def test_staff_may_look_and_nobody_types(self, boss, name: str) -> None:
        event = audit(action="viewed", of=make_house(), by=None, at=NOON)
        row = event if name == "auditevent" else self.give_up()
        base = f"/admin/recovery_site/{name}/"
        assert boss.get(base).status_code == 200
        assert boss.get(f"{base}{row.pk}/change/").status_code == 200
        assert boss.post(f"{base}{row.pk}/change/", {}).status_code == 403
        assert boss.get(f"{base}add/").status_code == 403
        assert boss.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_what_was_given_up_is_tried_again(self, boss) -> None:
        message = self.give_up()
        data = {"action": "try_again", "_selected_action": [message.pk]}
        response = boss.post("/admin/recovery_site/outboxmessage/", data, follow=True)
        assert "1 delivery is tried again now." in response.content.decode()
        assert list(OutboxMessage.objects.waiting()) == [message]

    def test_who_had_it_tried_again_is_noted(self, boss) -> None:
        message = self.give_up()
        data = {"action": "try_again", "_selected_action": [message.pk]}
        for _ in range(2):
            boss.post("/admin/recovery_site/outboxmessage/", data)
        (event,) = AuditEvent.objects.about(message)
        assert (event.action, event.actor is not None) == ("resent", True)

    def test_the_list_says_in_words_what_is_delivered(self, boss) -> None:
        message = self.give_up()
        OutboxMessage.objects.filter(pk=message.pk).update(kind="intake.request_notice")
        page = boss.get("/admin/recovery_site/outboxmessage/").content.decode()
        assert "Notice of a request" in page

    def test_only_with_permission(self, client) -> None:
        message = self.give_up()
        client.force_login(permit(make_staff(), "recovery_site.view_outboxmessage"))
        data = {"action": "try_again", "_selected_action": [message.pk]}
        client.post("/admin/recovery_site/outboxmessage/", data)
        assert list(OutboxMessage.objects.needing_a_person()) == [message]

    @pytest.mark.parametrize(("state", "number"), [("person", 1), ("waiting", 0), ("delivered", 0)])
    def test_deliveries_are_told_apart(self, boss, state: str, number: int) -> None:
        self.give_up()
        response = boss.get("/admin/recovery_site/outboxmessage/", {"state": state})
        assert len(response.context["cl"].result_list) == number


class TestAppendOnly:
    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE recovery_site_auditevent SET action = 'x'",
            "DELETE FROM recovery_site_auditevent",
        ],
    )
    def test_the_database_refuses_to_change_or_forget(self, sql: str) -> None:
        event = audit(action="viewed", of=make_house(), by=None, at=NOON)
        with (
            pytest.raises(DatabaseError, match="append_only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
        assert AuditEvent.objects.get().action == event.action

    def test_models_are_refused_as_well(self) -> None:
        event = audit(action="viewed", of=make_house(), by=None, at=NOON)
        for change in (event.save, event.delete, AuditEvent.objects.all().delete):
            with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
                change()

    def test_postgresql_empties_it_by_no_other_way(self) -> None:
        if connection.vendor != "postgresql":
            return
        with (
            pytest.raises(DatabaseError, match="append_only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("TRUNCATE recovery_site_auditevent")

    def test_an_object_is_whole_or_not_there(self) -> None:
        with pytest.raises(DatabaseError, match="audit_object_whole"), transaction.atomic():
            AuditEvent.objects.create(at=NOON, action="viewed", object_type="listings.house")


class TestReading:
    URL = "/admin/recovery_site/auditevent/"

    @pytest.fixture(autouse=True)
    def one_factor(self, settings) -> None:
        settings.SECOND_FACTOR_REQUIRED = False

    @pytest.fixture
    def owner(self, client):
        client.force_login(make_staff(is_superuser=True))
        return client

    def rows(self, response) -> list[str]:
        return [strip_tags(row.told) for row in response.context["cl"].result_list]

    def test_it_reads_as_sentences_with_links(self, owner) -> None:
        rosa, house = make_staff(name="Rosa Vega"), make_house(name="Seagrape House")
        request = make_request()
        audit(action="viewed", of=request, by=rosa, at=NOON)
        audit(action="verified", of=house, by=rosa, at=NOON)
        audit(action="looked up", by=rosa, at=NOON, number=2)
        response = owner.get(self.URL)
        told = self.rows(response)
        assert f"Rosa Vega opened callback request {request.reference}" in told
        assert "Rosa Vega verified house Seagrape House" in told
        assert "Rosa Vega looked somebody up: 2 found" in told
        assert f"/admin/intake/callbackrequest/{request.pk}/change/" in response.text

    def test_what_is_gone_is_told_without_a_link(self, owner) -> None:
        house = make_house()
        audit(action="verified", of=house, by=None, at=NOON)
        House.objects.all().delete()
        assert self.rows(owner.get(self.URL)) == ["The site verified house that is gone"]

    def test_it_can_be_narrowed(self, owner) -> None:
        rosa, ana, house = make_staff(name="Rosa"), make_staff(), make_house()
        audit(action="viewed", of=house, by=rosa, at=NOON)
        audit(action="paused", of=house, by=ana, at=NOON + timedelta(days=1))
        audit(action="looked up", by=ana, at=NOON + timedelta(days=2), number=0)
        days = [NOON.date() + timedelta(days=number) for number in range(3)]
        for narrowed, number in [
            ({}, 3),
            ({"actor__id__exact": rosa.pk}, 1),
            ({"did": "paused"}, 1),
            ({"kind": "listings.house"}, 2),
            ({"since": days[1].isoformat()}, 2),
            ({"until": days[0].isoformat()}, 1),
            ({"since": days[1].isoformat(), "until": days[1].isoformat()}, 1),
            ({"since": "nonsense", "until": "2026-02-31"}, 3),
        ]:
            response = owner.get(self.URL, narrowed)
            assert response.status_code == 200, narrowed
            assert len(self.rows(response)) == number, narrowed

    def test_it_needs_the_permission(self, client) -> None:
        client.force_login(make_staff())
        assert client.get(self.URL).status_code == 403
        client.force_login(permit(make_staff(), "recovery_site.view_auditevent"))
        request = make_request()
        response = client.get(self.URL)
        assert response.status_code == 200
        # Who may read the audit may not read every request.
        assert f"/callbackrequest/{request.pk}/" not in response.text

    def test_it_costs_as_much_for_many(self, owner, django_assert_num_queries) -> None:
        def add() -> None:
            request, house, staff = make_request(), make_house(), make_staff()
            for thing in (request, request.requester, house):
                audit(action="viewed", of=thing, by=staff, at=NOON)
            audit(action="looked up", by=staff, at=NOON, number=1)

        add()
        owner.get(self.URL)
        with CaptureQueriesContext(connection) as one:
            owner.get(self.URL)
        assert len(one) <= 12
        for _ in range(11):
            add()
        with django_assert_num_queries(len(one)):
            owner.get(self.URL)

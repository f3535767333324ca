from datetime import timedelta

import pytest
from django.db.models import ProtectedError

from recovery_site.actions import audit
from recovery_site.models import AuditEvent, OutboxMessage
from tests.factories.accounts import make_staff, permit
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

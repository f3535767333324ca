"""The list of who is told, as its owner keeps it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake.models import NoticeRecipient
from listings.choices import Role
from recovery_site.models import AuditEvent, OutboxMessage
from recovery_site.outbox import deliver_next
from tests.factories.accounts import make_staff, permit
from tests.factories.intake import make_recipient
from tests.factories.listings import NOON, make_operator, site_owner

pytestmark = pytest.mark.django_db
LIST = "/admin/intake/noticerecipient/"
ADD = f"{LIST}add/"
DESK = {
    "label": "Front desk", "step": 1, "channel": "email", "address": "Desk@x.example",
    "hours": "always", "is_active": "on",
}  # fmt: skip


@pytest.fixture(autouse=True)
def noon(settings, monkeypatch) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    settings.SMS_URL = "https://sms.example.org/"
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def boss(client: Client) -> Client:
    site_owner()
    client.force_login(make_staff(is_superuser=True))
    return client


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_an_address_is_kept_encrypted_and_only_on_its_own_page(boss) -> None:
    assert boss.post(ADD, DESK).status_code == 302
    kept = NoticeRecipient.objects.get()
    assert (kept.address, kept.operator, kept.secret) == ("Desk@x.example", site_owner(), None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM intake_noticerecipient")
        assert "x.example" not in repr(cursor.fetchall()).lower()
    assert "x.example" not in words(boss.get(LIST)).lower()
    assert "Desk@x.example" in words(boss.get(f"{LIST}{kept.pk}/change/"))
    assert "x.example" not in str(kept)
    (event,) = AuditEvent.objects.about(kept)
    assert (event.action, "address" in event.fields) == ("kept", True)


@pytest.mark.parametrize(
    ("channel", "address", "error"),
    [
        ("email", "not an address", "Enter a valid email address."),
        ("text", "call me", "We can’t read this as a phone number"),
        ("text", "555-0142", "Write the area code too"),
        ("webhook", "http://hooks.example.org/", "with https:// at the start"),
        ("webhook", "hooks.example.org", "with https:// at the start"),
        ("webhook", "https://me:pw@hooks.example.org/", "Leave out any name, password or # part"),
        ("webhook", "https://10.0.0.1/", "inside your own network"),
        ("webhook", "https://localhost/", "inside your own network"),
        ("webhook", "https://[::1]/", "inside your own network"),
    ],
)
def test_an_address_has_to_fit_its_channel(boss, channel: str, address: str, error: str) -> None:
    response = boss.post(ADD, DESK | {"channel": channel, "address": address})
    assert error in str(response.context["adminform"].form.errors["address"])
    assert not NoticeRecipient.objects.exists()


def test_a_phone_is_kept_in_one_way_and_shown_in_another(boss) -> None:
    boss.post(ADD, DESK | {"channel": "text", "address": "(561) 555 0199"})
    kept = NoticeRecipient.objects.get()
    assert kept.address == "+15615550199"
    assert 'value="561-555-0199"' in words(boss.get(f"{LIST}{kept.pk}/change/"))


def test_the_same_address_twice_in_a_step_is_refused_at_the_field(boss) -> None:
    boss.post(ADD, DESK)
    again = boss.post(ADD, DESK | {"address": "desk@x.example"})
    assert "This address is told in this step already." in words(again)
    assert boss.post(ADD, DESK | {"step": 2}).status_code == 302


@pytest.mark.parametrize("step", ["0", "10", ""])
def test_a_step_out_of_reach_is_refused(boss, step: str) -> None:
    assert boss.post(ADD, DESK | {"step": step}).context["adminform"].form.errors["step"]


def test_a_web_hook_has_a_secret_of_its_own_for_each_address(boss) -> None:
    hook = DESK | {"channel": "webhook", "address": "https://hooks.example.org/a"}
    boss.post(ADD, hook)
    first = NoticeRecipient.objects.get()
    page = f"{LIST}{first.pk}/change/"
    assert len(first.secret) > 30
    assert first.secret in words(boss.get(page))
    boss.post(page, hook | {"label": "Pager"})
    assert NoticeRecipient.objects.get().secret == first.secret
    boss.post(page, hook | {"address": "https://hooks.example.org/b"})
    assert NoticeRecipient.objects.get().secret not in (None, first.secret)
    boss.post(page, DESK)
    assert NoticeRecipient.objects.get().secret is None


def test_without_a_provider_texts_are_not_offered_and_the_page_says_why(boss, settings) -> None:
    settings.SMS_URL = ""
    page = boss.get(ADD)
    assert 'value="text"' not in words(page)
    assert "no provider is set up on the server" in words(page)
    text = DESK | {"channel": "text", "address": "561-555-0199"}
    assert "channel" in boss.post(ADD, text).context["adminform"].form.errors


def test_the_list_is_in_order_and_says_how_the_last_try_went(boss) -> None:
    late = make_recipient(step=2, label="Owner", delivered_at=NOON)
    bad = make_recipient(label="Desk", delivered_at=NOON, failed_at=NOON + timedelta(minutes=1))
    page = boss.get(LIST)
    assert list(page.context["cl"].result_list) == [bad, late]
    assert "failed Mar 18, 12:01 pm" in words(page)
    assert "worked Mar 18, noon" in words(page)
    late.is_active = False
    late.save()
    assert "switched off" in words(boss.get(LIST))


def test_an_empty_list_says_who_is_told_then(boss) -> None:
    make_recipient(is_active=False)
    assert f"goes to {site_owner().email}" in words(boss.get(LIST))
    make_recipient()
    assert f"goes to {site_owner().email}" not in words(boss.get(LIST))


def test_the_list_takes_as_many_queries_for_twelve_as_for_one(boss) -> None:
    counts = []
    for number in (1, 11):
        for _ in range(number):
            make_recipient()
        with CaptureQueriesContext(connection) as queries:
            boss.get(LIST)
        counts.append(len(queries))
    assert counts[0] == counts[1]


class TestSendingATest:
    def test_it_goes_through_the_outbox_once_a_minute_and_is_audited(
        self, boss, mailoutbox
    ) -> None:
        recipient = make_recipient()
        for text in ("1 test is on its way.", "Wait a minute."):
            response = boss.post(f"{LIST}{recipient.pk}/test/", follow=True)
            assert text in words(response)
        assert mailoutbox == []
        while deliver_next(clock=lambda: NOON):
            pass
        (sent,) = mailoutbox
        assert (sent.subject, sent.to) == ("This is a test", [recipient.address])
        assert [event.action for event in AuditEvent.objects.about(recipient)] == ["tested"]

    def test_several_at_once_from_the_list(self, boss) -> None:
        chosen = [make_recipient().pk, make_recipient().pk]
        boss.post(LIST, {"action": "send_tests", "_selected_action": chosen})
        assert OutboxMessage.objects.filter(kind="intake.test_notice").count() == 2

    def test_reading_sends_nothing(self, boss) -> None:
        assert boss.get(f"{LIST}{make_recipient().pk}/test/").status_code == 405
        assert not OutboxMessage.objects.exists()

    def test_who_may_only_look_sends_none(self, client) -> None:
        recipient, staff = make_recipient(), make_staff()
        recipient.operator.memberships.create(user=staff, role=Role.COORDINATOR)
        client.force_login(permit(staff, "intake.view_noticerecipient"))
        assert client.get(f"{LIST}{recipient.pk}/change/").status_code == 200
        assert client.post(f"{LIST}{recipient.pk}/test/").status_code == 403

    def test_the_list_of_another_operator_is_not_there(self, client) -> None:
        other = make_recipient(make_operator(is_site_owner=False))
        names = ("view", "change", "delete")
        staff = permit(make_staff(), *(f"intake.{name}_noticerecipient" for name in names))
        client.force_login(staff)
        assert list(client.get(LIST).context["cl"].result_list) == []
        assert client.post(f"{LIST}{other.pk}/test/").status_code == 404
        assert client.get(f"{LIST}{other.pk}/change/").status_code == 302


def test_taking_somebody_off_is_audited(boss) -> None:
    recipient = make_recipient()
    boss.post(f"{LIST}{recipient.pk}/delete/", {"post": "yes"})
    assert not NoticeRecipient.objects.exists()
    assert [event.action for event in AuditEvent.objects.about(recipient)] == ["removed"]

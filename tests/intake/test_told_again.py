"""Who was told of a request, on its page, and telling them once more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake.deliveries import REQUEST_PAGE
from listings.choices import Role
from recovery_site.models import AuditEvent, OutboxMessage
from recovery_site.outbox import UndeliverableError, deliver_next
from tests.factories.accounts import make_staff, permit
from tests.factories.intake import make_recipient, make_request
from tests.factories.listings import NOON

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def noon(settings, monkeypatch) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(make_staff(is_superuser=True))
    return client


def deliver_all(at=NOON) -> None:
    while deliver_next(clock=lambda: at):
        pass


def again(client: Client, request):
    return client.post(f"/admin/intake/callbackrequest/{request.pk}/notify/", follow=True)


def words(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_link_in_a_notice_leads_to_the_page_of_the_request() -> None:
    address = reverse("admin:intake_callbackrequest_change", args=[7])
    assert REQUEST_PAGE.format(pk=7) == address


def test_the_page_says_who_was_told(desk) -> None:
    make_recipient(label="Night phone")
    request = make_request()
    deliver_all()
    page = words(desk.get(f"/admin/intake/callbackrequest/{request.pk}/change/"))
    assert "<b>Night phone (E-mail)</b>" in page
    assert "told, Wed, Mar 18, noon" in page


def test_all_who_were_told_are_told_again_once_a_minute(desk, mailoutbox, monkeypatch) -> None:
    recipients = [make_recipient().address for _ in range(2)]
    make_recipient(step=2)
    request = make_request()
    deliver_all()
    assert "less than a minute old" in words(again(desk, request))
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    assert "goes out again to 2 addresses" in words(again(desk, request))
    assert "less than a minute old" in words(again(desk, request))
    OutboxMessage.objects.filter(kind="intake.tell_staff").delete()
    deliver_all(LATER)
    assert sorted(message.to[0] for message in mailoutbox) == sorted(recipients * 2)
    events = AuditEvent.objects.about(request).filter(action="told again")
    assert [event.actor is not None for event in events] == [True]


def test_what_was_given_up_starts_anew_and_is_not_doubled(desk, monkeypatch, mailoutbox) -> None:
    recipient = make_recipient()
    request = make_request()

    def refuse(*args, **kwargs):
        raise UndeliverableError

    with monkeypatch.context() as refusing:
        refusing.setattr("intake.channels.mail.EmailMessage.send", refuse)
        deliver_all()
    assert OutboxMessage.objects.needing_a_person().count() == 1
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    assert "goes out again to 1 address." in words(again(desk, request))
    OutboxMessage.objects.filter(kind="intake.tell_staff").delete()
    deliver_all(LATER)
    assert [message.to for message in mailoutbox] == [[recipient.address]]
    assert not OutboxMessage.objects.needing_a_person().exists()


def test_who_may_only_look_sends_nothing(client) -> None:
    request, staff = make_request(), make_staff()
    request.operator.memberships.create(user=staff, role=Role.EDITOR)
    client.force_login(permit(staff, "intake.view_callbackrequest"))
    deliver_all()
    assert again(client, request).status_code == 403
    page = client.get(f"/admin/intake/callbackrequest/{request.pk}/change/")
    assert "Send the notice again" not in words(page)


def test_reading_sends_nothing(desk) -> None:
    request = make_request()
    address = f"/admin/intake/callbackrequest/{request.pk}/notify/"
    assert desk.get(address).status_code == 405

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from intake import actions
from intake.choices import Channel
from intake.models import CallbackRequest
from recovery_site.models import OutboxMessage
from recovery_site.outbox import deliver_next
from tests.factories.accounts import make_staff
from tests.factories.intake import make_recipient, make_request
from tests.factories.listings import NOON, make_operator, site_owner

pytestmark = pytest.mark.django_db
NOTICE = "intake.request_notice"
PERSONAL = {
    "name": "Wilhelmina", "phone": "+15615550142", "email": "w@example.org",
    "message": "My counselor knows", "organization": "Palm Hospital",
}  # fmt: skip
# What a subject, a sender or a preview would give away.
TELLING = ("recover", "sober", "treat", "bed", "house", "home", "seagrape", "rehab", "resid")


@pytest.fixture(autouse=True)
def noon(monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def deliver_all() -> None:
    while deliver_next(clock=lambda: NOON):
        pass


def test_staff_get_a_link_and_the_reference_and_nothing_else() -> None:
    recipient = make_recipient()
    request = make_request(**PERSONAL)
    deliver_all()
    (sent,) = mail.outbox
    assert sent.to == [recipient.address]
    assert request.reference in sent.subject
    path = reverse("admin:intake_callbackrequest_change", args=[request.pk])
    assert f"http://localhost:8000{path}" in sent.body
    for text in ("Wilhelmina", "555", "w@example", "counselor", "Palm"):
        assert text not in f"{sent.subject} {sent.body} {sent.extra_headers}"


def test_without_recipients_the_operator_gets_it() -> None:
    make_operator(email="hello@homes.example")
    make_request()
    deliver_all()
    assert [message.to for message in mail.outbox] == [["hello@homes.example"]]


def test_one_refused_address_keeps_nobody_else_from_reading(monkeypatch) -> None:
    first, second = make_recipient(), make_recipient()
    make_request()
    from django.core.mail.backends.locmem import EmailBackend

    real = EmailBackend.send_messages

    def refuse_first(self, messages):
        if messages[0].to == [first.address]:
            raise ConnectionRefusedError
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_first)
    deliver_all()
    assert [message.to for message in mail.outbox] == [[second.address]]
    assert OutboxMessage.objects.waiting().filter(kind=NOTICE).count() == 1


def test_who_is_no_longer_told_gets_nothing() -> None:
    recipient = make_recipient()
    make_request()
    deliver_next(clock=lambda: NOON)  # which chooses who is told
    recipient.is_active = False
    recipient.save()
    deliver_all()
    assert mail.outbox == []


def test_nothing_is_said_of_what_was_erased() -> None:
    make_request()
    CallbackRequest.objects.all().delete()
    make_request(channel=Channel.EMAIL, email="a@example.org")
    # Erasing takes the notices along; this is one that a worker had in hand.
    CallbackRequest.objects.update(
        anonymized_at=NOON, status="closed", close_reason="withdrew", due_at=None,
        submission_key=None,
    )  # fmt: skip
    deliver_all()
    assert mail.outbox == []
    assert OutboxMessage.objects.waiting().count() == 0


def test_a_released_request_is_told() -> None:
    make_recipient()
    request = make_request(trap="x")
    deliver_all()
    assert mail.outbox == []
    actions.release_request(request=request, by=make_staff(), at=NOON)
    deliver_all()
    assert len(mail.outbox) == 1


def test_the_visitor_gets_a_letter_that_gives_nothing_away(settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Seagrape Recovery Homes <website@mail.example>"
    make_recipient()
    request = make_request(**PERSONAL, channel=Channel.EMAIL)
    deliver_all()
    (sent,) = [message for message in mail.outbox if message.to == ["w@example.org"]]
    assert sent.from_email == "Front desk <website@mail.example>"
    assert request.reference in sent.body
    assert site_owner().phone in sent.body
    seen = f"{sent.subject} {sent.from_email} {sent.body}".lower()
    assert [word for word in TELLING if word in seen] == []
    for text in ("Wilhelmina", "counselor", "Palm", "5550142"):
        assert text not in sent.body


def test_a_repeated_delivery_has_the_same_name() -> None:
    make_request()
    deliver_all()
    message = OutboxMessage.objects.get(kind=NOTICE)
    OutboxMessage.objects.filter(pk=message.pk).update(delivered_at=None)
    deliver_all()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert str(message.uuid) in first.extra_headers["Message-ID"]

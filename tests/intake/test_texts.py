"""Text messages: what the provider gets, and when a visitor gets one."""

import json
from base64 import b64encode
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.utils import timezone

from intake import actions
from intake.choices import Channel
from intake.models import CallbackRequest
from recovery_site.models import OutboxMessage
from recovery_site.outbox import deliver_next
from tests.environment import PRODUCTION
from tests.factories.intake import make_recipient, make_request
from tests.factories.listings import NOON, site_owner
from tests.intake.receiver import Receiver, status
from tests.intake.test_notices import TELLING
from tests.recovery_site.boot import refusal, settings_of

pytestmark = pytest.mark.django_db
FORM = {"To": "{to}", "From": "{sender}", "Body": "{text}"}
ALLOWED = {"channel": Channel.TEXT, "may_send_texts": True, "phone": "+15615550142;ext=12"}
ASLEEP = NOON + timedelta(hours=10)  # 10 pm in Florida


@pytest.fixture
def provider(settings, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    with Receiver(status(201)) as receiver:
        settings.SMS_URL = f"{receiver.url}/Messages.json"
        settings.SMS_USER, settings.SMS_TOKEN, settings.SMS_SENDER = "AC1", "tok", "+15615550100"
        settings.SMS_FORMAT, settings.SMS_FIELDS = "form", FORM
        yield receiver


def deliver_all() -> None:
    while deliver_next(clock=timezone.now):
        pass


def test_staff_get_a_link_by_text(provider) -> None:
    make_recipient(channel="text", address="+15615550199")
    request = make_request()
    deliver_all()
    (got,) = provider.received
    sent = parse_qs(got.body.decode())
    assert (sent["To"], sent["From"]) == (["+15615550199"], ["+15615550100"])
    assert request.reference in sent["Body"][0]
    assert f"/admin/intake/callbackrequest/{request.pk}/change/" in sent["Body"][0]
    assert got.headers["authorization"] == f"Basic {b64encode(b'AC1:tok').decode()}"


def test_a_provider_that_wants_json_and_a_token(provider, settings) -> None:
    settings.SMS_USER, settings.SMS_FORMAT = "", "json"
    settings.SMS_FIELDS = {"to": "{to}", "text": "Desk: {text}", "kind": "alert"}
    make_recipient(channel="text", address="+15615550199")
    make_request()
    deliver_all()
    (got,) = provider.received
    sent = json.loads(got.body)
    assert (sent["to"], sent["kind"]) == ("+15615550199", "alert")
    assert sent["text"].startswith("Desk: Somebody asks for a call.")
    assert got.headers["authorization"] == "Bearer tok"


def test_a_visitor_gets_a_text_that_gives_nothing_away(provider) -> None:
    request = make_request(**ALLOWED, name="Wilhelmina")
    deliver_all()
    sent = parse_qs(provider.received[0].body.decode())
    words = sent["Body"][0]
    assert sent["To"] == ["+15615550142"]
    assert request.reference in words
    assert site_owner().phone in words
    assert words.endswith("Reply STOP for no more texts.")
    assert len(words) <= 160
    assert [word for word in (*TELLING, "wilhelmina") if word in words.lower()] == []


@pytest.mark.parametrize(
    "change", [{"may_send_texts": False}, {"channel": Channel.CALL}, {"trap": "x"}]
)
def test_who_did_not_ask_for_texts_gets_none(provider, change: dict) -> None:
    make_request(**ALLOWED | change)
    deliver_all()
    assert provider.received == []


def test_without_a_provider_no_text_is_promised(settings) -> None:
    settings.SMS_URL = ""
    make_request(**ALLOWED)
    assert not OutboxMessage.objects.filter(kind="intake.confirmation").exists()


def test_at_night_it_waits_for_the_morning_of_theirs(provider, monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: ASLEEP)
    make_request(**ALLOWED, at=ASLEEP)
    deliver_all()
    assert provider.received == []
    (waiting,) = OutboxMessage.objects.waiting().filter(kind="intake.confirmation")
    assert waiting.due_at == NOON + timedelta(hours=20)  # 8 am


def test_one_that_failed_until_night_is_put_off_once(provider, monkeypatch) -> None:
    make_request(**ALLOWED)
    monkeypatch.setattr(timezone, "now", lambda: ASLEEP)
    for _ in range(2):
        OutboxMessage.objects.filter(kind="intake.confirmation", due_at__lte=ASLEEP).update(
            delivered_at=None
        )
        deliver_all()
    assert provider.received == []
    waiting = OutboxMessage.objects.waiting().filter(kind="intake.confirmation")
    assert [message.due_at for message in waiting] == [NOON + timedelta(hours=20)]


def test_who_withdrew_permission_since_gets_none(provider) -> None:
    request = make_request(**ALLOWED)
    CallbackRequest.objects.filter(pk=request.pk).update(may_send_texts=False)
    deliver_all()
    assert provider.received == []


def test_a_failing_and_a_working_address_are_told_apart(provider, monkeypatch) -> None:
    provider.answers = [status(400), status(201)]
    recipient = make_recipient(channel="text", address="+15615550199")
    for minutes, failing in ((0, True), (1, False)):
        at = NOON + timedelta(minutes=minutes)
        actions.send_test(recipient=recipient, by=None, at=at)
        monkeypatch.setattr(timezone, "now", lambda at=at: at)
        deliver_all()
        recipient.refresh_from_db()
        assert recipient.is_failing is failing
    assert OutboxMessage.objects.needing_a_person().get().last_error == "HTTP 400"


class TestSettings:
    WHOLE = PRODUCTION | {"SMS_URL": "https://sms.example.org/send", "SMS_SENDER": "+15615550100"}

    def test_without_an_address_nothing_is_asked_for(self, tmp_path: Path) -> None:
        assert settings_of(tmp_path, "SMS_URL", **PRODUCTION) == {"SMS_URL": ""}

    def test_with_one_it_takes_the_form_of_twilio(self, tmp_path: Path) -> None:
        names = ("SMS_FORMAT", "SMS_FIELDS", "SMS_TOKEN")
        found = settings_of(tmp_path, *names, **self.WHOLE, SMS_TOKEN="t")
        assert found == {"SMS_FORMAT": "form", "SMS_FIELDS": FORM, "SMS_TOKEN": "t"}

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({}, "SMS_TOKEN is not set"),
            ({"SMS_TOKEN": "t", "SMS_URL": "http://sms.example.org/"}, "https://"),
            ({"SMS_TOKEN": "t", "SMS_FORMAT": "xml"}, "Write form or json"),
            ({"SMS_TOKEN": "t", "SMS_FIELDS": "To={to}"}, "JSON object"),
            ({"SMS_TOKEN": "t", "SMS_FIELDS": '{"To": "{to}"}'}, "{text}"),
        ],
    )
    def test_half_of_it_is_refused(self, tmp_path: Path, change: dict, words: str) -> None:
        assert words in refusal(tmp_path, **self.WHOLE | change)

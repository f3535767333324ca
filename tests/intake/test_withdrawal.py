"""A visitor takes their request back by a link that only they have."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from intake import actions
from intake.models import CallbackRequest, Contact, MarketingConsent
from intake.timeline import timeline
from intake.withdrawals import withdrawal_path
from recovery_site.models import AuditEvent, OutboxMessage
from recovery_site.outbox import deliver_next
from tests.factories.accounts import make_staff
from tests.factories.intake import answers, make_request
from tests.factories.listings import NOON, site_owner

pytestmark = pytest.mark.django_db
PERSON = {"name": "Wilhelmina", "phone": "+15615550142", "email": "w.quill@example.org"}


@pytest.fixture(autouse=True)
def noon(settings, monkeypatch, tmp_path: Path) -> None:
    settings.ERASURES_FILE = tmp_path / "erasures.txt"
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def request_() -> CallbackRequest:
    return make_request(**PERSON, marketing_consent=True)


def wish(client: Client, request: CallbackRequest, what: str, **headers: str):
    return client.post(withdrawal_path(request), {"wish": what}, headers=headers)


def told(request: CallbackRequest) -> list[str]:
    events = AuditEvent.objects.about(request).filter(actor=None)
    return [event.action for event in events]


class TestReading:
    def test_reading_changes_nothing_and_shows_nobody(self, public_page, request_) -> None:
        before = AuditEvent.objects.count()
        response = public_page(withdrawal_path(request_))
        assert request_.reference in response.text
        assert not [word for word in ("Wilhelmina", "0142", "quill") if word in response.text]
        request_.refresh_from_db()
        assert (request_.status, request_.opened_at) == ("new", None)
        assert AuditEvent.objects.count() == before

    def test_nobody_keeps_it_or_lists_it(self, client, request_) -> None:
        response = client.get(withdrawal_path(request_))
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert '<meta name="robots" content="noindex">' in response.text
        assert 'rel="canonical"' not in response.text

    def test_it_costs_as_much_beside_many(
        self, client, request_, django_assert_num_queries
    ) -> None:
        address = withdrawal_path(request_)
        client.get(address)
        with CaptureQueriesContext(connection) as one:
            client.get(address)
        for _ in range(11):
            make_request(**PERSON, message=str(_))
        with django_assert_num_queries(len(one)):
            client.get(address)

    @pytest.mark.parametrize("token", ["x", "a:b", "1234-5678:abc"])
    def test_a_made_up_link_says_whom_to_call(self, client, token: str) -> None:
        owner = site_owner()
        for method in (client.get, client.post):
            response = method(f"/ask-for-a-call/take-back/{token}/")
            assert response.status_code == 404
            assert owner.phone in response.text

    def test_no_other_signature_opens_it(self, client, request_) -> None:
        receipt = Signer(salt="intake.receipt").sign(str(request_.uuid))
        assert client.get(f"/ask-for-a-call/take-back/{receipt}/").status_code == 404

    def test_it_opens_for_half_a_year(self, client, request_, monkeypatch) -> None:
        address = withdrawal_path(request_)
        for days, status in [(179, 200), (180, 410)]:
            at = NOON + timedelta(days=days)
            monkeypatch.setattr(timezone, "now", lambda at=at: at)
            assert client.get(address).status_code == status
        assert client.post(address, {"wish": "erase"}).status_code == 410
        assert Contact.objects.get().name == "Wilhelmina"

    def test_a_new_secret_key_keeps_old_links(self, client, request_, settings) -> None:
        address = withdrawal_path(request_)
        former, settings.SECRET_KEY = settings.SECRET_KEY, "a new one that is long enough"
        assert client.get(address).status_code == 404
        settings.SECRET_KEY_FALLBACKS = [former]
        assert client.get(address).status_code == 200

    def test_other_methods_are_refused(self, client, request_) -> None:
        assert client.put(withdrawal_path(request_)).status_code == 405


class TestNoCall:
    def test_it_is_closed_as_withdrawn_and_staff_read_so(self, client, request_) -> None:
        response = wish(client, request_, "no_call")
        assert (response.status_code, response.headers["Location"]) == (
            303, withdrawal_path(request_),
        )  # fmt: skip
        request_.refresh_from_db()
        assert (request_.status, request_.close_reason, request_.due_at) == (
            "closed", "withdrew", None,
        )  # fmt: skip
        assert "They took it back by their own link" in [e.words for e in timeline(request_)]
        assert "withdrew" in told(request_)
        assert "nobody will call you" in client.get(withdrawal_path(request_)).text
        assert Contact.objects.get().name == "Wilhelmina"

    def test_no_notice_leaves_after_it(self, client, request_) -> None:
        make_request()
        wish(client, request_, "no_call")
        left = OutboxMessage.objects.values_list("payload__request", flat=True)
        assert len(left) == 1
        assert str(request_.uuid) not in left

    @pytest.mark.parametrize("wished", ["no_call", "erase"])
    def test_who_asks_again_at_once_is_called(self, client, wished: str) -> None:
        site_owner()
        client.post("/ask-for-a-call/", answers())
        wish(client, CallbackRequest.objects.get(), wished)
        client.post("/ask-for-a-call/", answers())
        assert CallbackRequest.objects.unsettled().count() == 1

    def test_what_was_settled_stays_as_it_was(self, client, request_) -> None:
        actions.move_request(request=request_, to="closed", reason="cost", by=make_staff(), at=NOON)
        assert "Don’t call me" not in client.get(withdrawal_path(request_)).text
        assert wish(client, request_, "no_call").status_code == 422
        actions.withdraw_request(request=request_, at=NOON)
        request_.refresh_from_db()
        assert request_.close_reason == "cost"


class TestErasing:
    def test_everything_is_gone_at_once(self, client, request_) -> None:
        assert wish(client, request_, "erase").status_code == 303
        contact = Contact.objects.get()
        assert (contact.name, contact.phone, contact.email, contact.phone_hash) == ("",) * 4
        assert "erased by link" in told(request_)
        assert CallbackRequest.objects.get().close_reason == "withdrew"

    def test_a_second_visit_says_so(self, client, request_) -> None:
        wish(client, request_, "erase")
        for response in (client.get(withdrawal_path(request_)), wish(client, request_, "erase")):
            assert response.status_code == 200
            assert "What you told us is deleted." in response.text
            assert "<button" not in response.text.split("<main")[1].split("</main")[0]
        assert told(request_).count("erased by link") == 1


class TestNewsByText:
    def test_the_consent_is_ended_and_the_call_still_comes(self, client, request_) -> None:
        wish(client, request_, "no_texts")
        assert MarketingConsent.objects.get().withdrawn_at == NOON
        assert "stopped texts" in told(request_)
        request_.refresh_from_db()
        assert request_.status == "new"
        assert "no more news and offers" in client.get(withdrawal_path(request_)).text
        assert wish(client, request_, "no_texts").status_code == 422

    def test_who_never_agreed_is_not_asked(self, client) -> None:
        request = make_request()
        assert "news and offers" not in client.get(withdrawal_path(request)).text
        assert wish(client, request, "no_texts").status_code == 422


class TestRefusals:
    @pytest.mark.parametrize("what", ["", "x"])
    def test_a_choice_is_needed(self, client, request_, what: str) -> None:
        response = wish(client, request_, what)
        assert response.status_code == 422
        assert "Choose one of these first." in response.text
        assert CallbackRequest.objects.get().status == "new"

    def test_another_site_can_do_nothing(self, client, request_) -> None:
        response = wish(client, request_, "erase", sec_fetch_site="cross-site")
        assert response.status_code == 403
        assert "Nothing was done yet." in response.text
        assert Contact.objects.get().name == "Wilhelmina"
        address = f"{withdrawal_path(request_)[:-3]}xx/"
        assert client.post(address, headers={"Origin": "https://x.example"}).status_code == 404


class TestWhereItIsFound:
    def test_on_the_thank_you_page(self, client) -> None:
        site_owner()
        page = client.post("/ask-for-a-call/", answers(), follow=True).text
        assert withdrawal_path(CallbackRequest.objects.get()) in page

    def test_in_the_confirmation(self) -> None:
        request = make_request(**PERSON, channel="email")
        while deliver_next(clock=lambda: NOON):
            pass
        (sent,) = (message for message in mail.outbox if message.to == [PERSON["email"]])
        assert f"http://localhost:8000{withdrawal_path(request)}" in sent.body

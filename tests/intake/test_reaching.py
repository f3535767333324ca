"""Starting to reach somebody, who else is at it, and what somebody no longer allows."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from intake import actions
from intake.models import CallbackRequest, MarketingConsent
from intake.presence import WINDOW, at_it
from recovery_site.models import AuditEvent
from tests.factories.accounts import make_staff
from tests.factories.intake import make_request
from tests.factories.listings import NOON, make_operator

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
NOTHING = dict.fromkeys(actions.PERMISSIONS, False)


@pytest.fixture(autouse=True)
def noon(settings, monkeypatch) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def ana():
    return make_staff(is_superuser=True, name="Ana Ruiz")


@pytest.fixture
def rosa():
    return make_staff(name="Rosa Quiles")


@pytest.fixture
def desk(client: Client, ana) -> Client:
    client.force_login(ana)
    return client


def page(request: CallbackRequest) -> str:
    return reverse("admin:intake_callbackrequest_change", args=[request.pk])


def act(client: Client, request: CallbackRequest, name: str, **data):
    request.refresh_from_db()
    address = reverse(f"admin:intake_callbackrequest_{name}", args=[request.pk])
    return client.post(address, {"version": request.version} | data)


def words(response) -> str:
    return " ".join(response.content.decode().split())


class TestStarting:
    def test_the_number_is_a_link_only_after_the_server_let_it(self, desk, ana) -> None:
        request = make_request(phone="+15615550142;ext=7")
        assert "tel:" not in words(desk.get(page(request)))
        assert act(desk, request, "start", channel="call").headers["Location"] == page(request)
        assert 'href="tel:+15615550142;ext=7"' in words(desk.get(page(request)))
        request.refresh_from_db()
        assert request.assigned_to == ana
        started = AuditEvent.objects.about(request).get(action="started")
        assert (started.actor, started.fields) == (ana, ["call"])

    @pytest.mark.parametrize(
        ("later", "answers", "channel", "reason"),
        [
            (timedelta(hours=9), {}, "call", "It is not between 8 am and 8 pm where they are."),
            (timedelta(0), {}, "text", "They did not ask to be reached this way."),
            (timedelta(0), {}, "email", "We have no number or address for this."),
            (timedelta(0), {"channel": "text", "may_send_texts": True}, "call",
             "They did not ask to be reached this way."),
        ],
    )  # fmt: skip
    def test_a_start_against_the_rules_is_refused_with_the_reason(
        self, desk, monkeypatch, later, answers: dict, channel: str, reason: str
    ) -> None:
        request = make_request(**answers)
        monkeypatch.setattr(timezone, "now", lambda: NOON + later)
        response = act(desk, request, "start", channel=channel)
        assert response.status_code == 409
        assert f"Not now: {reason}" in words(response)
        for text in (words(response), words(desk.get(page(request)))):
            assert 'href="tel:' not in text
            assert 'href="sms:' not in text
        assert not AuditEvent.objects.about(request).filter(action="started").exists()

    def test_a_fourth_start_in_a_day_is_refused(self, desk, ana) -> None:
        request = make_request()
        for _ in range(3):
            actions.record_attempt(
                request=request, by=ana, at=NOON - MINUTE, channel="call", outcome="no_answer"
            )
        response = act(desk, request, "start", channel="call")
        assert response.status_code == 409
        assert "three times in the last 24 hours" in words(response)

    def test_a_page_left_open_into_the_night_has_no_link_any_more(self, desk, monkeypatch) -> None:
        request = make_request()
        evening = NOON + timedelta(hours=7, minutes=55)  # 7:55 pm
        monkeypatch.setattr(timezone, "now", lambda: evening)
        act(desk, request, "start", channel="call")
        assert 'href="tel:' in words(desk.get(page(request)))
        monkeypatch.setattr(timezone, "now", lambda: evening + 5 * MINUTE)
        assert 'href="tel:' not in words(desk.get(page(request)))
        assert act(desk, request, "start", channel="call").status_code == 409

    @pytest.mark.parametrize("channel", ["", "pigeon"])
    def test_there_is_no_other_channel(self, desk, channel: str) -> None:
        assert act(desk, make_request(), "start", channel=channel).status_code == 422


class TestTwoPeople:
    def test_the_second_reads_who_opened_it(self, desk, ana, rosa) -> None:
        request = make_request()
        actions.mark_opened(request=request, by=rosa, at=NOON - MINUTE)
        text = words(desk.get(page(request)))
        assert "Rosa Quiles opened this at 11:59 am and has not logged anything yet." in text
        assert "Ana Ruiz opened" not in text

    def test_the_second_start_waits_for_a_word(self, desk, ana, rosa) -> None:
        request = make_request()
        actions.start_attempt(request=request, channel="call", by=rosa, at=NOON - MINUTE)
        refused = act(desk, request, "start", channel="call")
        assert refused.status_code == 409
        assert "Rosa Quiles started a call at 11:59 am" in words(refused)
        assert 'name="anyway"' in words(refused)
        request.refresh_from_db()
        assert request.assigned_to == rosa
        assert act(desk, request, "start", channel="call", anyway="on").status_code == 302
        request.refresh_from_db()
        assert request.assigned_to == rosa

    def test_whoever_logged_is_done(self, ana, rosa) -> None:
        request = make_request()
        actions.mark_opened(request=request, by=rosa, at=NOON)
        actions.start_attempt(request=request, channel="call", by=rosa, at=NOON)
        actions.record_attempt(
            request=request, by=rosa, at=NOON, channel="call", outcome="no_answer"
        )
        actions.mark_opened(request=request, by=rosa, at=NOON)
        assert at_it(request, at=NOON) == []
        actions.start_attempt(request=request, channel="call", by=rosa, at=NOON + MINUTE)
        assert [one.channel for one in at_it(request, at=NOON + MINUTE)] == ["call"]

    @pytest.mark.parametrize(("later", "seen"), [(WINDOW - MINUTE, 1), (WINDOW, 0)])
    def test_nobody_is_at_it_for_ever(self, rosa, later: timedelta, seen: int) -> None:
        request = make_request()
        actions.mark_opened(request=request, by=rosa, at=NOON)
        assert len(at_it(request, at=NOON + later)) == seen

    def test_it_takes_one_query(self, rosa, django_assert_num_queries) -> None:
        request = make_request()
        for _ in range(5):
            actions.mark_opened(request=request, by=make_staff(), at=NOON)
        with django_assert_num_queries(1):
            assert len({one.who.name for one in at_it(request, at=NOON)}) == 1


class TestPermissions:
    def test_stop_holds_for_every_request_of_the_number(self, desk, ana) -> None:
        allowed = {"phone": "+15615550142", "may_send_texts": True, "may_leave_voicemail": True}
        first = make_request(**allowed, marketing_consent=True)
        second, other = make_request(**allowed), make_request(may_send_texts=True)
        theirs = make_request(**allowed, operator=make_operator())
        assert act(desk, second, "permit", may_leave_voicemail="on").status_code == 302
        texts = [CallbackRequest.objects.get(pk=each.pk).may_send_texts
                 for each in (first, second, other, theirs)]  # fmt: skip
        assert texts == [False, False, True, True]
        assert CallbackRequest.objects.get(pk=first.pk).may_leave_voicemail
        assert MarketingConsent.objects.get().withdrawn_at == NOON
        assert act(desk, first, "start", channel="text").status_code == 409
        assert "They no longer allow: may send texts" in words(desk.get(page(second)))

    def test_a_permission_is_given_for_one_request(self, ana) -> None:
        first, second = (make_request(phone="+15615550142") for _ in range(2))
        actions.change_permissions(
            request=first, by=ana, at=NOON, **NOTHING | {"may_send_texts": True}
        )
        assert CallbackRequest.objects.get(pk=first.pk).may_send_texts
        assert not CallbackRequest.objects.get(pk=second.pk).may_send_texts
        event = AuditEvent.objects.about(first).last()
        assert (event.action, event.fields) == ("permitted", ["may_send_texts"])

    def test_without_a_number_only_this_request_changes(self, ana) -> None:
        by_mail = {"phone": "", "email": "a@example.org", "channel": "email"}
        one, other = (make_request(**by_mail, may_leave_voicemail=True) for _ in range(2))
        actions.change_permissions(request=one, by=ana, at=NOON, **NOTHING)
        assert not CallbackRequest.objects.get(pk=one.pk).may_leave_voicemail
        assert CallbackRequest.objects.get(pk=other.pk).may_leave_voicemail

    def test_a_page_that_is_out_of_date_changes_nothing(self, ana) -> None:
        request = make_request(may_send_texts=True)
        actions.assign_request(request=request, to=ana, by=ana, at=NOON)
        with pytest.raises(actions.StaleError):
            actions.change_permissions(
                request=request, by=ana, at=NOON, version=request.version, **NOTHING
            )

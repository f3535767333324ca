from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from intake import actions
from intake.actions import submitting
from intake.choices import Channel, ForWhom, HeldFor, Status
from intake.consent import VERSION, WORDING
from intake.models import CallbackRequest, Contact, DuplicateLink, MarketingConsent, StatusChange
from intake.references import ALPHABET
from recovery_site.models import AuditEvent, OutboxMessage
from tests.factories.intake import make_recipient, make_request, make_submission, open_every_day
from tests.factories.listings import NOON, make_certification, make_house, site_owner

pytestmark = pytest.mark.django_db
WINDOW = timedelta(minutes=10)


def submit(what, *, at=NOON):
    return actions.submit_request(operator=site_owner(), what=what, at=at)


def test_a_request_is_stored_whole() -> None:
    house = make_house()
    request = make_request(
        name="Jo", phone="+15615550142;ext=7", email="Jo@Example.org", message="Evenings, please.",
        may_leave_voicemail=True, house=house, move_in="week", language="es",
    )  # fmt: skip
    stored = CallbackRequest.objects.select_related("requester").get(pk=request.pk)
    assert stored.requester.name == "Jo"
    assert stored.requester.phone == "+15615550142;ext=7"
    assert stored.requester.email == "Jo@Example.org"
    assert stored.requester.language == "es"
    assert (stored.message, stored.house, stored.move_in) == ("Evenings, please.", house, "week")
    assert (stored.may_leave_voicemail, stored.may_send_texts) == (True, False)
    assert (stored.status, stored.created_at) == (Status.NEW, NOON)


def test_the_first_attempt_is_due_after_five_minutes_of_office_time() -> None:
    open_every_day(site_owner(), "09:00", "12:02")
    assert make_request(at=NOON).due_at == NOON + timedelta(hours=21, minutes=3)


def test_the_first_status_is_part_of_the_timeline() -> None:
    change = StatusChange.objects.get(request=make_request())
    assert (change.from_status, change.to_status, change.by) == ("", Status.NEW, None)


def test_a_reference_is_short_and_hard_to_mishear() -> None:
    references = {make_request().reference for _ in range(20)}
    assert len(references) == 20
    assert all(len(reference) == 7 and reference[3] == "-" for reference in references)
    assert set("".join(references)) <= set(ALPHABET) | {"-"}
    assert not set("01258BILOSUZ") & set(ALPHABET) - {"2"}


def test_a_taken_reference_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = make_request().reference
    drawn = iter([taken, taken, "K7F-9QD"])
    monkeypatch.setattr("intake.actions.submitting.new_reference", lambda: next(drawn))
    assert make_request().reference == "K7F-9QD"
    assert Contact.objects.count() == 2


def test_telling_staff_is_promised_at_once_however_many_they_are() -> None:
    make_recipient(), make_recipient()
    request = make_request()
    message = OutboxMessage.objects.get()
    assert (message.kind, message.due_at) == ("intake.tell_staff", request.created_at)
    assert message.payload["request"] == str(request.uuid)


def test_request_and_notice_are_lost_together_or_not_at_all() -> None:
    with transaction.atomic():
        make_request()
        assert CallbackRequest.objects.count() == OutboxMessage.objects.count() == 1
        transaction.set_rollback(True)
    assert CallbackRequest.objects.count() == OutboxMessage.objects.count() == 0


def test_a_notice_that_cannot_be_written_takes_the_request_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site_owner()

    def refused_by_the_database(*args, at, **kwargs):
        return OutboxMessage(created_at=at)  # due_at may not be NULL

    monkeypatch.setattr(submitting, "first_telling", refused_by_the_database)
    with pytest.raises(IntegrityError):
        make_request()
    assert (CallbackRequest.objects.count(), Contact.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("channel", "email", "told"),
    [
        (Channel.EMAIL, "jo@example.org", True),
        (Channel.CALL, "jo@example.org", False),
        (Channel.TEXT, "", False),
    ],
)
def test_only_who_chose_e_mail_gets_one(channel: str, email: str, told: bool) -> None:
    make_request(channel=channel, email=email, may_send_texts=True)
    assert OutboxMessage.objects.filter(kind="intake.confirmation").exists() is told


@pytest.mark.parametrize(
    ("later", "number"),
    [
        (timedelta(0), 1),
        (WINDOW - timedelta(microseconds=1), 1),
        (WINDOW, 2),
        (timedelta(days=1), 2),
    ],
)
def test_the_same_answers_within_ten_minutes_are_one_request(later: timedelta, number: int) -> None:
    what = make_submission()
    first, second = submit(what), submit(what, at=NOON + later)
    assert CallbackRequest.objects.count() == Contact.objects.count() == number
    assert (first == second) is (number == 1)
    assert OutboxMessage.objects.count() == number


def test_ten_minutes_are_counted_from_the_request_that_was_stored() -> None:
    what = make_submission()
    for minutes in (0, 9, 11, 19, 22):
        submit(what, at=NOON + timedelta(minutes=minutes))
    created = CallbackRequest.objects.order_by("created_at").values_list("created_at", flat=True)
    assert [(at - NOON).total_seconds() / 60 for at in created] == [0, 11, 22]


def test_a_sibling_on_the_same_phone_is_a_second_request() -> None:
    first = make_request(name="Ana", phone="+15615550142")
    second = make_request(name="Ben", phone="+15615550142")
    link = DuplicateLink.objects.get()
    assert (link.request, link.earlier, link.rule) == (second, first, "same_phone")


def test_duplicates_say_which_rule_matched() -> None:
    first = make_request(phone="+15615550142;ext=4", email="JO@example.org")
    second = make_request(phone="+15615550142", email="jo@EXAMPLE.org")
    third = make_request(phone="", email="jo@example.org", channel=Channel.EMAIL)
    make_request(phone="", email="", channel=Channel.CALL)
    links = DuplicateLink.objects.values_list("request", "earlier", "rule")
    assert set(links) == {
        (second.pk, first.pk, "same_phone"),
        (second.pk, first.pk, "same_email"),
        (third.pk, first.pk, "same_email"),
        (third.pk, second.pk, "same_email"),
    }


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"trap": "https://cheap.example"}, HeldFor.HONEYPOT),
        ({"message": "see https://a.example and http://b.example"}, HeldFor.LINKS),
        ({"name": "www.cheap.example"}, HeldFor.LINKS),
        ({"message": '<a href="x">cheap</a>'}, HeldFor.MARKUP),
        ({"message": "[url=x]cheap[/url]"}, HeldFor.MARKUP),
        ({"name": "<script>"}, HeldFor.MARKUP),
    ],
)
def test_likely_spam_is_held_and_nobody_is_told(answers: dict, why: str) -> None:
    request = make_request(**answers)
    assert (request.is_held, request.held_for, request.held_at) == (True, why, NOON)
    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize(
    "message",
    [
        "I <3 my son. Rent < $200 > $100?",
        "His program is at https://treatment.example, please call there.",
        "Dr. Lee said 5mg/day. O'Brien & sons; 100% sure?",
    ],
)
def test_what_people_write_is_not_held(message: str) -> None:
    assert not make_request(message=message).is_held


@pytest.mark.parametrize(
    ("ticked", "phone", "kept"),
    [(True, "+15615550142", True), (True, "", False), (False, "+15615550142", False)],
)
def test_consent_to_marketing_keeps_words_version_and_time(
    ticked: bool, phone: str, kept: bool
) -> None:
    request = make_request(marketing_consent=ticked, phone=phone)
    consents = MarketingConsent.objects.filter(contact=request.requester)
    expected = [(str(WORDING), VERSION, NOON)] if kept else []
    assert list(consents.values_list("wording", "version", "given_at")) == expected


@pytest.mark.parametrize("for_whom", ForWhom.values)
@pytest.mark.parametrize("certified", [True, False])
def test_staff_see_what_a_professional_was_told(for_whom: str, certified: bool) -> None:
    house = make_house()
    if certified:
        day = NOON.date()
        make_certification(house, issued_on=day, expires_on=day)
    request = make_request(for_whom=for_whom, house=house)
    assert request.told_of_referral_law is (for_whom == ForWhom.CLIENT and not certified)


def test_the_audit_names_fields_and_never_values() -> None:
    request = make_request(name="Marguerite", message="After five.")
    event = AuditEvent.objects.about(request).get()
    assert (event.action, event.actor, event.at) == ("received", None, NOON)
    assert {"name", "phone", "message"} <= set(event.fields)
    assert "email" not in event.fields
    assert "Marguerite" not in str(event.__dict__)


def test_a_closed_receipt_stays_closed() -> None:
    request = make_request()
    actions.close_receipt(request=request, at=NOON + timedelta(minutes=1))
    actions.close_receipt(request=request, at=NOON + timedelta(minutes=2))
    request.refresh_from_db()
    assert request.receipt_closed_at == NOON + timedelta(minutes=1)

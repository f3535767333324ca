import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from intake import actions, demo
from intake.choices import CloseReason, Source, Status
from intake.models import Attempt, CallbackRequest, Contact, DuplicateLink, Note, StatusChange, Wait
from listings import demo as listings_demo
from listings.models import Operator
from recovery_site.models import AuditEvent, OutboxMessage, User
from tests.factories.accounts import make_staff
from tests.factories.intake import make_request, open_every_day
from tests.factories.listings import NOON, make_house, site_owner

pytestmark = pytest.mark.django_db
TABLES = (
    CallbackRequest,
    Contact,
    Attempt,
    Note,
    StatusChange,
    DuplicateLink,
    OutboxMessage,
    Wait,
)


def prepare() -> None:
    open_every_day(site_owner())
    for _ in range(3):
        make_house()


def counts() -> dict:
    return {model.__name__: model.objects.count() for model in TABLES}


# These load it themselves. They come first: the rest shares what is loaded once.


def test_it_can_be_shown_without_any_house() -> None:
    open_every_day(site_owner())
    demo.load(at=NOON)
    assert CallbackRequest.objects.count() == 136


def test_nothing_of_it_is_yet_to_come() -> None:
    prepare()
    demo.load(at=NOON.replace(hour=5, minute=1))
    latest = max(
        *CallbackRequest.objects.values_list("created_at", flat=True),
        *Attempt.objects.values_list("at", flat=True),
        *StatusChange.objects.values_list("at", flat=True),
    )
    assert latest <= NOON.replace(hour=5, minute=1)


def test_removing_leaves_nothing_but_what_staff_made() -> None:
    prepare()
    mine = make_request(phone="+15615550101")
    before = counts()
    demo.load(at=NOON)
    demo_request = CallbackRequest.objects.exclude(pk=mine.pk).first()
    actions.mark_opened(request=demo_request, by=make_staff(), at=NOON)
    demo.remove()
    assert counts() == before
    assert CallbackRequest.objects.get() == mine
    assert not User.objects.get(email="dana@seagrape.example").is_active


@pytest.fixture(scope="module")
def _played(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        prepare()
        demo.load(at=NOON)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(_played, db) -> None:
    """What a test changes is taken back after it, as always."""


@pytest.mark.usefixtures("loaded")
class TestDemo:
    def test_it_shows_every_status_reason_and_way_in(self) -> None:
        requests = CallbackRequest.objects.all()
        assert requests.count() == 136
        assert set(requests.values_list("status", flat=True)) == set(Status.values)
        assert set(requests.values_list("close_reason", flat=True)) == {"", *CloseReason.values}
        assert set(requests.values_list("source", flat=True)) == set(Source.values)
        assert requests.held().count() == 1
        assert requests.overdue(at=NOON).count() >= 2
        assert requests.filter(told_of_referral_law=True).exists()
        rules = set(DuplicateLink.objects.values_list("rule", flat=True))
        assert rules == {"same_phone", "same_email"}
        assert Attempt.objects.exclude(against_rules=[]).exists()
        waits = Wait.objects.unended().get()
        assert requests.get(requester=waits.person).status == Status.WAITLISTED

    def test_nobody_is_told_of_it(self) -> None:
        assert OutboxMessage.objects.count() == 0

    def test_numbers_and_addresses_belong_to_nobody(self) -> None:
        for contact in Contact.objects.all():
            assert re.fullmatch(r"\+1(561|954)55501\d\d", contact.phone)
            assert not contact.email or contact.email.endswith(("@example.org", "@example.com"))

    def test_a_second_load_adds_nothing(self) -> None:
        before = counts()
        demo.load(at=NOON + timedelta(days=3))
        assert counts() == before

    def test_the_audit_outlives_it_and_a_second_load_takes_the_colleagues_back(self) -> None:
        before = AuditEvent.objects.count()
        demo.remove()
        assert AuditEvent.objects.count() == before > 0
        demo.load(at=NOON)
        assert User.objects.get(email="dana@seagrape.example").is_active

    def test_removing_keeps_a_colleague_who_has_work(self) -> None:
        dana = User.objects.get(email="dana@seagrape.example")
        mine = make_request()
        actions.assign_request(request=mine, to=dana, by=make_staff(), at=NOON)
        demo.remove()
        mine.refresh_from_db()
        assert mine.assigned_to == dana
        assert not User.objects.get(pk=dana.pk).is_active

    def test_removing_twice_is_as_good_as_once(self) -> None:
        demo.remove()
        demo.remove()
        assert CallbackRequest.objects.count() == 0


def test_removing_houses_takes_along_who_waits_for_one_of_them() -> None:
    """A person whom staff wrote down themselves, and who waits for an invented house, too."""
    at = timezone.now()
    listings_demo.load(at=at)
    demo.load(at=at)
    mine = make_request(phone="+15615550101", operator=Operator.objects.get(is_site_owner=True))
    invented = listings_demo.demo_houses().first()
    actions.join_waitlist(request=mine, house=invented, gender="men", by=make_staff(), at=at)
    demo.remove()
    listings_demo.remove()
    assert not listings_demo.demo_houses().exists()
    assert CallbackRequest.objects.get() == mine

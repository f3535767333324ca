from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from intake import actions
from intake.choices import EndOfWait, Medication, Status
from intake.models import CallbackRequest, Contact, Wait
from intake.waiting import beds_for_wait, line_for
from listings import actions as beds
from listings.choices import BedState, Gender, MedicationRule, Role
from listings.models import Bed, BedInterval, HouseMedication
from recovery_site.models import AuditEvent
from tests.factories.intake import make_request, make_wait
from tests.factories.listings import NOON, make_bed, make_house, make_member, make_rate, make_room

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
UNTIL = NOON + 2 * DAY


@pytest.fixture
def by():
    return make_member(role=Role.COORDINATOR).user


@pytest.fixture
def bed():
    return read(make_bed(make_house()))


def read(bed):
    return Bed.objects.select_related("room__house__operator").get(pk=bed.pk)


def again(wait):
    return Wait.objects.get(pk=wait.pk)


def offer(wait, bed, by, **more):
    return actions.offer_bed(wait=wait, bed=bed, until=UNTIL, by=by, at=NOON, **more)


def test_a_person_waits_and_their_request_says_so(by) -> None:
    request = actions.move_request(request=make_request(), to=Status.CONTACTED, by=by, at=NOON)
    wait = make_wait(request=request, by=by)
    assert wait.person == request.requester
    assert CallbackRequest.objects.get(pk=request.pk).status == Status.WAITLISTED
    with pytest.raises(ValidationError, match="already"):
        make_wait(request=request, by=by)


def test_who_came_first_is_first_and_who_has_a_bed_held_is_not_in_line(bed, by) -> None:
    second, first = make_wait(at=NOON), make_wait(at=NOON - DAY)
    assert line_for(bed, at=NOON) == [first, second]
    offer(first, bed, by)
    other = read(make_bed(bed.room.house))
    assert line_for(other, at=NOON) == [second]
    assert line_for(other, at=UNTIL) == [first, second]


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({}, True),
        ({"gender": Gender.WOMEN}, False),
        ({"earliest_on": NOON.date()}, True),
        ({"earliest_on": NOON.date() + DAY}, False),
        ({"weekly_budget": Decimal(225)}, True),
        ({"weekly_budget": Decimal("224.99")}, False),
        ({"medication": Medication.METHADONE}, False),
        ({"medication": Medication.NALTREXONE}, True),
        ({"medication": Medication.BUPRENORPHINE}, True),
    ],
)
def test_a_bed_fits_by_gender_date_budget_and_medication(bed, by, wanted, fits) -> None:
    house = bed.room.house
    make_rate(house, room_type=bed.room.room_type)
    HouseMedication.objects.create(
        house=house,
        methadone=MedicationRule.NOT_ACCEPTED,
        naltrexone=MedicationRule.ACCEPTED,
        buprenorphine=MedicationRule.ASK,
    )
    wait = make_wait(**wanted)
    assert line_for(read(bed), at=NOON) == ([wait] if fits else [])
    assert beds_for_wait(wait, user=by, at=NOON) == ([bed] if fits else [])


def test_one_house_or_any_and_the_room_decides_where_it_differs(bed, by) -> None:
    here, there = make_wait(house=bed.room.house), make_wait(house=make_house())
    women = read(make_bed(room=make_room(bed.room.house, gender=Gender.WOMEN)))
    she = make_wait(gender=Gender.WOMEN)
    assert line_for(bed, at=NOON) == [here]
    assert line_for(women, at=NOON) == [she]
    assert beds_for_wait(there, user=by, at=NOON) == []


def test_before_others_only_with_a_reason_which_is_kept_and_audited(bed, by) -> None:
    first, later = make_wait(at=NOON - DAY), make_wait()
    with pytest.raises(ValidationError, match="waited longer"):
        offer(later, bed, by)
    offer(later, bed, by, reason="The only ground floor bed")
    assert again(later).out_of_turn == "The only ground floor bed"
    assert AuditEvent.objects.about(later).filter(action="offered out of turn").exists()
    assert again(first).offered_at is None


def test_who_does_not_fit_gets_no_bed_for_any_reason(bed, by) -> None:
    with pytest.raises(ValidationError, match="does not fit"):
        offer(make_wait(gender=Gender.WOMEN), bed, by, reason="please")
    assert not BedInterval.objects.filter(state=BedState.HELD).exists()


def test_an_offer_holds_the_bed_for_their_request_and_moving_in_ends_the_wait(bed, by) -> None:
    request = actions.move_request(request=make_request(), to=Status.CONTACTED, by=by, at=NOON)
    wait = make_wait(request=request, by=by)
    hold = offer(wait, bed, by)
    request.refresh_from_db()
    assert (request.status, request.bed_hold, again(wait).hold) == (Status.BED_HELD, hold, hold)
    change = beds.occupy_bed(bed=bed, by=by, at=NOON + DAY)
    assert again(wait).end_reason == EndOfWait.MOVED_IN
    beds.undo_change(change=change, by=by, at=NOON + DAY + timedelta(minutes=1))
    assert (again(wait).ended_at, again(wait).hold.ends_at) == (None, UNTIL)


def test_without_a_request_that_may_have_a_bed_the_hold_is_the_waits_own(bed, by) -> None:
    wait = make_wait()
    offer(wait, bed, by)
    beds.occupy_bed(bed=bed, by=by, at=NOON + DAY)
    assert again(wait).end_reason == EndOfWait.MOVED_IN


def test_a_wait_is_asked_for_after_two_weeks_and_lapses_after_four(by) -> None:
    wait = make_wait()
    asked = Wait.objects.to_ask_again
    assert not asked(at=NOON + 14 * DAY - timedelta.resolution).exists()
    assert asked(at=NOON + 14 * DAY).exists()
    assert Wait.objects.waiting(at=NOON + 28 * DAY - timedelta.resolution).exists()
    assert not Wait.objects.waiting(at=NOON + 28 * DAY).exists()
    assert actions.confirm_wait(wait=wait, by=by, at=NOON + 20 * DAY)
    assert not asked(at=NOON + 28 * DAY).exists()
    list(actions.forget(at=NOON + 48 * DAY))
    assert again(wait).end_reason == EndOfWait.LAPSED
    assert not actions.confirm_wait(wait=wait, by=by, at=NOON + 49 * DAY)


def test_an_ended_wait_tells_no_medication_and_ends_once(by) -> None:
    wait = make_wait(medication=Medication.METHADONE)
    assert actions.end_wait(wait=wait, reason=EndOfWait.WITHDREW, by=by, at=NOON + DAY)
    assert not actions.end_wait(wait=wait, reason=EndOfWait.ELSEWHERE, by=by, at=NOON + DAY)
    assert (again(wait).medication, again(wait).end_reason) == ("", EndOfWait.WITHDREW)


def test_who_is_erased_waits_no_more_and_nothing_of_the_wait_tells_of_them(by) -> None:
    request = make_request()
    wait = make_wait(
        request=request, medication=Medication.METHADONE, weekly_budget=200, earliest_on=NOON.date()
    )
    Wait.objects.filter(pk=wait.pk).update(out_of_turn="Robin is ill")
    actions.erase_request(request=request, by=by, at=NOON + DAY)
    left = again(wait)
    assert left.end_reason == EndOfWait.ERASED
    told = (left.medication, left.out_of_turn, left.weekly_budget, left.earliest_on, left.hold)
    assert told == ("", "", None, None, None)


def test_a_person_who_waits_is_kept_and_forgotten_when_the_wait_is_long_over(by, settings) -> None:
    settings.RETENTION_DAYS = 10
    request = make_request()
    wait = make_wait(request=request)
    actions.move_request(request=request, to="closed", reason="no_bed", by=by, at=NOON)
    list(actions.forget(at=NOON + 20 * DAY))
    assert Contact.objects.get(pk=wait.person_id).anonymized_at is None
    actions.end_wait(wait=wait, reason=EndOfWait.ELSEWHERE, by=by, at=NOON + 20 * DAY)
    list(actions.forget(at=NOON + 31 * DAY))
    assert not Wait.objects.filter(pk=wait.pk).exists()
    assert Contact.objects.get(pk=wait.person_id).anonymized_at is not None

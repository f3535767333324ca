from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from listings.models import (
    Bed,
    BedInterval,
    CertifyingBody,
    CityText,
    FormerHousePath,
    Membership,
    Operator,
    Photo,
    Room,
    SearchEntry,
    SearchText,
    SheetImport,
    SheetRow,
    TaxonomyTerm,
)
from recovery_site import editions
from tests.factories.listings import (
    NOON,
    make_bed,
    make_certification,
    make_city,
    make_house,
    make_member,
    make_operator,
    make_rate,
    make_room,
    make_term,
    make_text,
)
from tests.listings.refusals import refused

pytestmark = pytest.mark.django_db


def test_a_rate_is_above_zero_and_known():
    house = make_house()
    with refused("rate_amount_positive"):
        make_rate(house, "0")
    with refused("rate_period_known"):
        make_rate(house, period="day")
    with refused("rate_room_type_known"):
        make_rate(house, room_type="bunk")
    with refused("rate_advance_sensible"):
        make_rate(house, periods_in_advance=13)
    make_rate(house)
    with refused("rate_unique"):
        make_rate(house)


def test_rooms_and_beds_of_one_place_have_different_names():
    room = make_room(make_house(), name="Room 1")
    make_bed(room=room, label="A")
    with refused("room_name_unique"):
        make_room(room.house, name="Room 1")
    with refused("bed_label_unique"):
        Bed.objects.create(room=room, label="A")
    with refused("room_type_known"):
        Room.objects.filter(pk=room.pk).update(room_type="hall")
    with refused("room_gender_known"):
        Room.objects.filter(pk=room.pk).update(gender="")


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("bed_interval_state_known", {"state": "gone"}),
        ("bed_interval_ends_after_start", {"state": "open", "ends_at": NOON}),
        ("bed_interval_hold_ends", {"state": "held"}),
        (
            "bed_interval_expectation_when_taken",
            {"state": "open", "expected_open_on": date(2026, 4, 1)},
        ),
    ],
)
def test_an_interval_keeps_its_promises(constraint, fields):
    bed = make_bed(state=None)
    with refused(constraint):
        BedInterval.objects.create(bed=bed, starts_at=NOON, **fields)


def test_a_bed_has_one_state_without_end():
    bed = make_bed()
    # The rule against overlaps may speak first; see test_bed_intervals.
    with refused():
        BedInterval.objects.create(bed=bed, state="occupied", starts_at=NOON)
    names = [constraint.name for constraint in BedInterval._meta.constraints]
    assert "bed_interval_one_without_end" in names


def test_a_certificate_expires_after_its_issue_and_says_who_saw_it():
    house = make_house()
    with refused("certification_expires_after_issue"):
        make_certification(house, issued_on=date(2026, 3, 2), expires_on=date(2026, 3, 1))
    with refused("certification_verified_whole"):
        make_certification(house, verified_on=date(2026, 3, 2))
    with refused("certification_level_known"):
        make_certification(house, level=5)
    make_certification(house, number="7")
    with refused("certification_unique"):
        make_certification(house, number="7")


def test_one_operator_owns_the_site():
    make_operator(is_site_owner=True)
    with refused("operator_one_site_owner"):
        make_operator(is_site_owner=True)
    make_operator(is_site_owner=False)
    assert Operator.objects.count() == 2


def test_office_hours_open_before_they_close():
    operator = make_operator()
    with refused("office_hours_open_before_close"):
        operator.office_hours.create(weekday=0, opens_at="20:00", closes_at="08:00")
    with refused("office_hours_weekday_known"):
        operator.office_hours.create(weekday=7, opens_at="08:00", closes_at="20:00")
    operator.office_hours.create(weekday=0, opens_at="08:00", closes_at="12:00")
    with refused("office_hours_unique"):
        operator.office_hours.create(weekday=0, opens_at="08:00", closes_at="20:00")


def test_a_holiday_is_closed_or_has_both_times():
    operator = make_operator()
    with refused("holiday_hours_whole"):
        operator.holidays.create(on="2026-12-25", name="Christmas", opens_at="08:00")
    with refused("holiday_open_before_close"):
        operator.holidays.create(on="2026-12-25", name="X", opens_at="12:00", closes_at="08:00")
    operator.holidays.create(on="2026-12-25", name="Christmas")
    with refused("holiday_unique"):
        operator.holidays.create(on="2026-12-25", name="Christmas again")


def test_an_account_is_one_member_of_an_operator():
    member = make_member()
    with refused("membership_unique"):
        make_member(member.operator, user=member.user)
    with refused("membership_role_known"):
        Membership.objects.filter(pk=member.pk).update(role="king")


def test_words_are_one_row_per_language():
    house = make_house()
    make_text(house)
    with refused("house_text_unique"):
        make_text(house)
    CityText.objects.create(city=house.city, language="en", intro="A town.")
    with refused("city_text_unique"):
        CityText.objects.create(city=house.city, language="en", intro="A town.")


def test_places_and_terms_are_there_once():
    city = make_city("Lantana")
    with refused("city_unique"):
        make_city("Lantana", slug="another")
    with refused():
        make_city("Elsewhere", slug=city.slug)
    term = make_term()
    with refused("taxonomy_term_unique"):
        make_term(code=term.code)
    with refused("taxonomy_term_taxonomy_known"):
        TaxonomyTerm.objects.filter(pk=term.pk).update(taxonomy="spice")


def test_a_photo_says_what_it_shows():
    fields = {"house": make_house(), "original": "x", "width": 1, "height": 1}
    with refused("photo_alt_given"):
        Photo.objects.create(alt="", version=uuid4(), **fields)
    with refused("photo_focus_in_picture"):
        Photo.objects.create(alt="A door.", version=uuid4(), focal_x=101, **fields)
    with refused("photo_drawn_or_promised"):
        Photo.objects.create(alt="A door.", **fields)


def test_a_former_address_leads_to_one_house():
    house, other = make_house(), make_house()
    path = {"city_slug": "lantana-fl", "slug": "oak", "until": NOON}
    FormerHousePath.objects.create(house=house, **path)
    with refused("former_house_path_unique"):
        FormerHousePath.objects.create(house=other, **path)


def test_an_operator_lives_in_a_known_time_zone():
    operator = make_operator()
    with refused("operator_time_zone_known"):
        Operator.objects.filter(pk=operator.pk).update(time_zone="Mars/Olympus")


def test_a_search_keeps_one_entry_for_each_seeker_and_start():
    make_house()
    editions.current(at=NOON)
    entry = SearchEntry.objects.get(audience="")
    entry.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save()
    assert "search_entry_unique" in {one.name for one in SearchEntry._meta.constraints}


def test_a_search_keeps_one_text_for_each_language():
    house = make_house()
    editions.current(at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        SearchText.objects.create(house=house, language="en", words="again")
    assert "search_text_unique" in {one.name for one in SearchText._meta.constraints}


def test_two_bodies_have_two_short_names():
    CertifyingBody.objects.create(name="Florida Association", short_name="FARR")
    with refused("certifying_body_short_name_unique"):
        CertifyingBody.objects.create(name="Another", short_name="FARR")


def test_a_change_of_a_bed_is_undone_once():
    change = make_bed(state="open").intervals.get()
    made = [
        BedInterval(bed=make_bed(state=None), state="open", starts_at=NOON, undoes=change)
        for _ in range(2)
    ]
    made[0].save()
    with refused("bed_interval_undone_once"):
        made[1].save()


def test_a_spreadsheet_and_its_rows_are_in_a_known_state():
    operator = make_operator()
    about = {"kind": "houses", "name": "houses.csv", "created_at": NOON}
    with refused("sheet_import_state_known"):
        SheetImport.objects.create(operator=operator, **about, state="lost")
    sheet = SheetImport.objects.create(operator=operator, **about)
    SheetRow.objects.create(sheet=sheet, number=2)
    with refused("sheet_row_once"):
        SheetRow.objects.create(sheet=sheet, number=2)
    with refused("sheet_row_outcome_known"):
        SheetRow.objects.create(sheet=sheet, number=3, outcome="maybe")

"""Houses come in from a spreadsheet, all of them or none, and go back out of it."""

import pytest

from listings.models import FormerHousePath, House, Rate
from recovery_site.sheets.kinds import kind_of
from tests.factories.listings import (
    NOON,
    make_certification,
    make_city,
    make_house,
    make_rate,
    make_term,
    make_text,
)
from tests.listings.sheets.bringing import checked, owner, table, told, undone, written

pytestmark = pytest.mark.django_db

HEAD = ("Name", "City", "Gender", "Bedrooms", "Bathrooms", "ZIP code")
BANYAN = ("Banyan House", "palm-bay", "men", "3", "2.5", "33435")


def test_a_new_house_comes_in_as_a_draft_with_all_that_hangs_on_it() -> None:
    make_city("Palm Bay")
    term = make_term()
    head = (*HEAD, "Words: summary", "Words: description", "Rate double a week",
            "Terms: amenity", "Costs: deposit", "Rules: pets")  # fmt: skip
    row = (*BANYAN, "A calm house.", "Two lines.", "$1,200", term.code, "250.00", "No")
    sheet = written(checked(table(head, row)))
    house = House.objects.get()
    assert (sheet.state, house.status, house.slug) == ("done", "draft", "banyan-house")
    assert house.texts.get().summary == "A calm house."
    assert house.rates.get().amount == 1200
    assert (house.terms.get(), house.costs.deposit, house.rules.pets) == (term, 250, "no")
    version = house.history.get()
    assert (version.history_type, version.history_user) == ("+", sheet.by)
    assert version.terms.get().taxonomyterm == term
    assert house.costs.history.get().history_type == "+"


def test_nothing_is_written_where_one_row_has_a_mistake() -> None:
    make_city("Palm Bay")
    bad = ("Coral House", "palm-bay", "robots", "3", "2.3", "33435")
    sheet = checked(table(HEAD, BANYAN, bad))
    assert sheet.state == "refused"
    problems = dict(told(sheet)[3])
    assert "“robots” is not one of" in problems["Gender"]
    assert not House.objects.exists()


def test_a_row_changes_the_house_of_its_id_and_leaves_what_it_does_not_name() -> None:
    house = make_house(name="Old", square_feet=1800, neighborhood="East")
    make_rate(house, "225")
    sheet = checked(table(
        ("ID", "Name", "Neighborhood", "Rate double a week"), (house.uuid, "New", "", "")
    ))  # fmt: skip
    written(sheet)
    house.refresh_from_db()
    assert (house.name, house.neighborhood, house.square_feet) == ("New", "", 1800)
    assert not Rate.objects.exists()
    version = house.history.order_by("history_id").last()
    assert version.history_change_reason == f"spreadsheet {sheet.uuid}"


def test_what_was_exported_comes_in_again_without_a_change() -> None:
    house = make_house(bathrooms="2.0", latitude="26.531234", longitude="-80.071234")
    make_rate(house, "225.50")
    make_text(house, summary="=1+1 rooms")
    house.terms.add(make_term(), make_term())
    kind, by = kind_of("houses"), owner()
    rows = [[row.get(column.key, "") for column in kind.columns] for row in kind.export(by)]
    sheet = checked(table([column.heading for column in kind.columns], *rows), by=by)
    assert told(sheet) == {}
    assert sheet.rows.get().outcome == "same"
    assert sheet.state == "done"


def test_the_former_address_leads_on_and_an_undo_takes_that_back() -> None:
    house = make_house(slug="old")
    sheet = written(checked(table(("ID", "Slug"), (house.uuid, "new"))))
    assert FormerHousePath.objects.get().slug == "old"
    assert undone(sheet).state == "undone"
    house.refresh_from_db()
    assert house.slug == "old"
    assert not FormerHousePath.objects.exists()


def test_an_undo_takes_new_houses_away_with_all_that_came_with_them() -> None:
    make_city("Palm Bay")
    sheet = written(checked(table((*HEAD, "Rules: pets"), (*BANYAN, "no"))))
    assert undone(sheet).state == "undone"
    assert not House.objects.exists()


def test_an_undo_is_refused_where_somebody_changed_a_row_since() -> None:
    house, other = make_house(), make_house()
    sheet = written(checked(table(("ID", "Name"), (house.uuid, "A"), (other.uuid, "B"))))
    House.objects.filter(pk=other.pk).update(name="Mine")
    sheet = undone(sheet)
    assert sheet.state == "done"
    assert sheet.remarks.endswith("3.")
    assert House.objects.get(pk=house.pk).name == "A"


def test_a_new_house_that_is_used_is_not_taken_away() -> None:
    from tests.factories.listings import make_bed

    make_city("Palm Bay")
    sheet = written(checked(table(HEAD, BANYAN)))
    make_bed(House.objects.get())
    assert undone(sheet).state == "done"
    assert House.objects.exists()


def test_what_was_changed_since_the_check_is_not_written_over() -> None:
    house = make_house(name="Old")
    sheet = checked(table(("ID", "Name"), (house.uuid, "New")))
    House.objects.filter(pk=house.pk).update(name="Mine")
    sheet = written(sheet)
    assert sheet.state == "refused"
    assert "2" in sheet.remarks
    assert House.objects.get().name == "Mine"


def test_the_same_house_twice_is_told_with_both_rows() -> None:
    make_city("Palm Bay")
    sheet = checked(table(HEAD, BANYAN, BANYAN))
    assert told(sheet) == {3: [("", "Row 2 is about the same one.")]}


def test_a_certified_house_does_not_come_to_refuse_medication() -> None:
    house = make_house()
    make_certification(house)
    sheet = checked(table(("ID", "Medication: methadone"), (house.uuid, "not accepted")))
    # The check is made by the clock that it was given.
    assert NOON
    assert "A certified house can’t refuse" in told(sheet)[2][0][1]


def test_an_address_of_another_house_is_refused() -> None:
    house, other = make_house(slug="a"), make_house(slug="b")
    sheet = checked(table(("ID", "City", "Slug"), (house.uuid, other.city.slug, "b")))
    assert told(sheet)[2] == [("Slug", "Another house in this city has this address.")]

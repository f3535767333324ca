"""Every change of what the public reads begins another edition, whoever makes it."""

import io
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from listings.choices import BedState
from listings.models import BedInterval, City, House, Operator, SearchEntry
from recovery_site import editions
from recovery_site.models import Change, Edition
from tests.factories.articles import make_published
from tests.factories.listings import (
    NOON,
    make_bed,
    make_certification,
    make_city,
    make_house,
    make_photo,
    make_rate,
    make_room,
    make_term,
    make_text,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
# What no page of the public shows: words of staff, former addresses, and what is derived.
UNSEEN = {
    "listings_membership",
    "listings_membership_houses",
    "listings_formerhousepath",
    "listings_searchentry",
    "listings_searchterm",
    "listings_searchtext",
    "listings_zipcode",
    "listings_sheetimport",
    "listings_sheetrow",
    "articles_formerarticlepath",
    "articles_formerpath",
    "articles_importrun",
    "articles_importitem",
    "articles_origin",
    "articles_articletext",
    "articles_allowedphrase",
    "articles_forbiddenclaim",
    "articles_reviewrequest",
    "articles_wording",
}


def tables() -> set[str]:
    found = set()
    for app in ("listings", "articles"):
        for model in apps.get_app_config(app).get_models(include_auto_created=True):
            found.add(model._meta.db_table)
    return {name for name in found if "historical" not in name} - UNSEEN


def noted_tables() -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT event_object_table, trigger_name || '_' || event_manipulation"
                " FROM information_schema.triggers"
            )
        rows = {(table, name) for table, name in cursor.fetchall()}
    events = ("INSERT", "UPDATE", "DELETE")
    return {
        table
        for table, _name in rows
        if all((table, f"{table}_noted_{event}") in rows for event in events)
    }


def test_every_table_that_the_public_reads_notes_its_changes():
    assert tables() - noted_tables() == set()


def test_a_table_that_nobody_reads_notes_nothing():
    assert noted_tables() & UNSEEN == set()


def everything():
    house = make_house()
    bed = make_bed(house)
    rate, certificate, text = make_rate(house), make_certification(house), make_text(house)
    term = make_term()
    house.terms.add(term)
    photo = make_photo(house)
    return [house, house.city, house.operator, bed, bed.room, rate, certificate, text, term, photo]


def test_a_statement_past_all_code_of_ours_is_noticed():
    for row in everything():
        before = editions.current(at=NOON)
        assert editions.current(at=NOON) == before
        field = next(f for f in row._meta.concrete_fields if f.name in {"name", "label", "alt",
                     "amount", "number", "summary"})  # fmt: skip
        type(row)._default_manager.filter(pk=row.pk).update(
            **{field.name: 7 if field.name == "amount" else "x"}
        )
        assert editions.current(at=NOON) > before, row._meta.label


def test_a_deletion_is_noticed():
    house = make_house()
    make_rate(house)
    before = editions.current(at=NOON)
    house.rates.all().delete()
    assert editions.current(at=NOON) > before
    House.objects.filter(pk=house.pk).delete()
    editions.current(at=NOON)
    assert not SearchEntry.objects.exists()


def test_a_change_of_a_city_or_an_operator_reaches_its_houses():
    house = make_house()
    editions.current(at=NOON)
    west = SearchEntry.objects.get(audience="").x
    City.objects.update(longitude="-81.07")
    editions.current(at=NOON)
    assert SearchEntry.objects.get(audience="").x != west
    key = SearchEntry.objects.get(audience="").pk
    Operator.objects.update(time_zone="America/Chicago")
    editions.current(at=NOON)
    assert SearchEntry.objects.get(audience="", house=house).pk != key


def test_only_the_houses_that_changed_are_written_anew():
    changed, other = make_house(), make_house()
    editions.current(at=NOON)
    keys = dict(SearchEntry.objects.filter(audience="").values_list("house", "pk"))
    make_room(changed)
    editions.current(at=NOON)
    now = dict(SearchEntry.objects.filter(audience="").values_list("house", "pk"))
    assert now[other.pk] == keys[other.pk]
    assert now[changed.pk] != keys[changed.pk]


def test_the_clock_begins_an_edition_at_the_instant_a_hold_ends():
    house = make_house(availability_confirmed_at=NOON)
    until = NOON + timedelta(minutes=7)
    bed = make_bed(house, state=BedState.HELD, since=NOON - DAY, until=until)
    BedInterval.objects.create(bed=bed, state=BedState.OPEN, starts_at=until)
    first = editions.current(at=NOON)
    assert editions.current(at=until - timedelta.resolution) == first
    assert editions.current(at=until) == first + 1


def test_an_article_that_is_to_appear_begins_an_edition():
    make_published(published_at=NOON + timedelta(minutes=3))
    first = editions.current(at=NOON)
    assert editions.current(at=NOON + timedelta(minutes=2)) == first
    assert editions.current(at=NOON + timedelta(minutes=3)) > first


def test_an_edition_ends_at_midnight_where_days_get_other_names():
    make_house()
    first = editions.current(at=NOON)
    eastern_midnight = NOON.replace(day=19, hour=4)
    assert editions.current(at=eastern_midnight - timedelta.resolution) == first
    assert editions.current(at=eastern_midnight) > first


def test_an_earlier_clock_gets_an_index_that_reaches_back():
    make_house()
    editions.current(at=NOON)
    long_ago = NOON - 30 * DAY
    editions.current(at=long_ago)
    assert SearchEntry.objects.public(at=long_ago).filter(audience="").count() == 1
    assert SearchEntry.objects.public(at=NOON).filter(audience="").count() == 1


def test_changes_are_taken_once():
    make_city()
    assert Change.objects.exists()
    number = editions.current(at=timezone.now())
    assert not Change.objects.exists()
    assert Edition.objects.get().number == number


def test_a_start_under_other_rules_derives_everything_anew(settings):
    make_bed(make_house(availability_confirmed_at=NOON - 3 * DAY))
    number = editions.settle(at=NOON, to_start=True)
    assert editions.settle(at=NOON, to_start=True) == number
    settings.AVAILABILITY_STALE_DAYS = 2
    assert editions.current(at=NOON) == number  # a server that runs does not look
    assert editions.settle(at=NOON, to_start=True) > number
    entry = SearchEntry.objects.public(at=NOON).get(audience="")
    assert entry.availability(at=NOON, time_zone="America/New_York").words == "Call to confirm"


def test_the_command_settles_what_waits():
    make_house()
    call_command("settle", stdout=io.StringIO())
    assert not Change.objects.exists()

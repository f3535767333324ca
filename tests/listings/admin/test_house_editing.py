"""What makes a long form bearable: parts, a preview, a check list, copies, and nothing lost."""

from html import unescape

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from listings import actions
from listings.admin import kept_uploads
from listings.choices import HouseStatus
from listings.models import House, Photo
from tests.factories.accounts import make_staff
from tests.factories.listings import make_house, make_upload
from tests.listings.admin.forms import add_row, filled_in
from tests.listings.admin.houses import errors_of, form_of, full_house, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]

NEW_PHOTO = {"alt": "The porch.", "position": "1", "focal_x": "50", "focal_y": "50"}


def open_tab(response) -> str:
    return next(tab.slug for tab in response.context["tabs"] if tab.is_open)


def page_of(client, house, name: str):
    return client.get(f"/admin/listings/house/{house.pk}/{name}/")


def test_every_field_and_row_is_in_exactly_one_part(client):
    response = client.get(url(full_house()))
    tabs = response.context["tabs"]
    shown = [fieldset.fields for tab in tabs for fieldset in tab.fieldsets]
    assert shown == [fieldset.fields for fieldset in response.context["adminform"]]
    formsets = [one.formset.prefix for tab in tabs for one in tab.formsets]
    everything = [one.formset.prefix for one in response.context["inline_admin_formsets"]]
    assert sorted(formsets) == sorted(everything)
    assert open_tab(response) == "house"


def test_the_part_with_a_mistake_opens_and_says_how_many(client):
    house = full_house()
    data = form_of(client, house) | {"_tab": "photos", "zip_code": "1", "rates-0-amount": "-4"}
    response = client.post(url(house), data)
    assert open_tab(response) == "place"
    assert {tab.slug: tab.errors for tab in response.context["tabs"] if tab.errors} == {
        "place": 1,
        "money": 1,
    }
    assert "1 mistake" in errors_of(response)


@pytest.mark.parametrize(("sent", "goes_on_at"), [("money", "?tab=money"), ("<x>", "")])
def test_who_saves_and_goes_on_stays_in_their_part(client, sent, goes_on_at):
    house = full_house()
    data = form_of(client, house) | {"_tab": sent, "_continue": "1"}
    response = client.post(url(house), data)
    assert response.url == url(house) + goes_on_at
    assert open_tab(client.get(response.url)) == (sent if goes_on_at else "house")


def test_who_came_from_a_filtered_list_stays_in_their_part_too(client):
    house, filters = full_house(), "?_changelist_filters=q%3DOak"
    data = form_of(client, house) | {"_tab": "money", "_continue": "1"}
    response = client.post(url(house) + filters, data)
    assert response.url == f"{url(house)}{filters}&tab=money"
    assert open_tab(client.get(response.url)) == "money"


def test_a_stale_save_is_refused_with_the_difference(client):
    house = full_house(name="Live Oak")
    opened = form_of(client, house)
    client.post(url(house), opened | {"name": "Somebody else’s name"})
    mine = opened | {"name": "My name", "rates-0-amount": "300", "_seen": opened["_seen"]}
    response = client.post(url(house), mine)
    page = errors_of(response)
    assert "while you were writing" in page
    assert House.objects.get().name == "Somebody else’s name"
    labels = {one.label for one in response.context["conflict"]}
    assert {"Name", "Rates"} <= labels
    over = mine | {"_over": response.context["version"]}
    assert client.post(url(house), over).status_code == 302
    assert House.objects.get().name == "My name"
    assert house.rates.get().amount == 300


def test_confirming_beds_does_not_make_an_open_form_stale(client):
    house = full_house()
    data = form_of(client, house)
    actions.confirm_availability(house=house, by=make_staff(), at=timezone.now())
    assert client.post(url(house), data | {"name": "Saved"}).status_code == 302


@pytest.mark.usefixtures("row_by_row")
def test_a_picture_survives_a_save_that_was_refused(client):
    house = full_house()
    data = form_of(client, house) | {"zip_code": "1"}
    number = add_row(data, "photos", upload=make_upload(), **NEW_PHOTO)
    refused = client.post(url(house), data)
    assert "Your picture is kept." in errors_of(refused)
    again = filled_in(refused) | {"zip_code": house.zip_code, "_seen": data["_seen"]}
    again.pop(f"photos-{number}-upload", None)
    assert client.post(url(house), again).status_code == 302
    photo = Photo.objects.get(alt="The porch.")
    assert photo.original.storage.exists(photo.original.name)


def test_nobody_names_a_file_of_somebody_else(client):
    house = full_house()
    original = house.photos.get().original.name
    for word in ("x", original, "../secret"):
        data = form_of(client, house)
        add_row(data, "photos", kept=word, **NEW_PHOTO)
        assert "choose it again" in errors_of(client.post(url(house), data))
    assert Photo.objects.count() == 1


def test_a_kept_picture_that_was_swept_meanwhile_is_asked_for_again(client):
    house = full_house()
    word = kept_uploads.keep_upload(make_upload())
    for name in storages["private"].listdir("photos")[1]:
        storages["private"].delete(f"photos/{name}")
    data = form_of(client, house)
    add_row(data, "photos", kept=word, **NEW_PHOTO)
    assert "choose it again" in errors_of(client.post(url(house), data))


def test_the_total_follows_what_is_typed_and_stores_nothing(client):
    house = full_house()
    data = form_of(client, house) | {"rates-0-amount": "250", "costs-0-deposit": "100"}
    add_row(data, "rates", room_type="private", amount="1300", period="month",
            periods_in_advance="1")  # fmt: skip
    answer = client.post("/admin/listings/house/totals/", data)
    words = answer.content.decode()
    assert "<strong>$350</strong>: First week $250 + Deposit $100" in words
    assert "<strong>$1,400</strong>: First month $1,300 + Deposit $100" in words
    assert house.rates.get().amount == 225


@pytest.mark.parametrize("sent", [{}, {"rates-TOTAL_FORMS": "x"}, {"rates-TOTAL_FORMS": "9e9"}])
def test_a_total_of_nonsense_says_what_it_needs(client, sent):
    answer = client.post("/admin/listings/house/totals/", sent)
    assert (answer.status_code, "Needs a rate" in answer.content.decode()) == (200, True)
    assert client.get("/admin/listings/house/totals/").status_code == 405


def test_a_draft_is_previewed_as_its_page_without_a_form(client):
    house = full_house(status=HouseStatus.DRAFT, published_at=None, name="Live Oak")
    assert client.get(house.get_absolute_url()).status_code == 404
    response = page_of(client, house, "preview")
    page = unescape(response.content.decode())
    assert "Only staff see this page." in page
    assert "Live Oak" in page
    assert "$375" in page
    assert 'name="robots" content="noindex' in page
    assert "First name" not in page
    assert response.headers["Cache-Control"] == "private, no-store"


def test_a_preview_of_a_public_house_says_what_its_page_says(client):
    house = full_house()
    public = unescape(client.get(house.get_absolute_url()).content.decode())
    preview = unescape(page_of(client, house, "preview").content.decode())
    for part in ("What it costs", "$375", "Other fees", house.texts.get().summary):
        assert (part in preview) == (part in public)


def test_a_bare_draft_is_previewed_too_and_says_what_keeps_it(client):
    house = make_house(status=HouseStatus.DRAFT, published_at=None)
    page = unescape(page_of(client, house, "preview").content.decode())
    assert "Write the one line and the description first." in page


def test_the_check_list_shrinks_with_every_answer(client):
    def gaps(house):
        return page_of(client, house, "check").context["completeness"]

    house = make_house(status=HouseStatus.DRAFT, published_at=None)
    bare, full = gaps(house), gaps(full_house())
    assert bare.asked == full.asked == 26
    assert bare.answered < full.answered == full.asked - len(full.gaps)
    words = {gap.words: gap.part for gap in bare.gaps}
    assert words["What does a bed cost? Give a rate."] == "money"
    first_day = "How much do I need on the first day, in all?"
    assert words[first_day] == "money"
    left = {gap.words for gap in full.gaps}
    assert left.isdisjoint({"What does a bed cost? Give a rate.", first_day})


def test_a_gap_leads_to_the_part_that_fills_it(client):
    house = make_house(status=HouseStatus.DRAFT, published_at=None)
    page = page_of(client, house, "check").content.decode()
    assert f'href="{url(house)}?tab=money"' in page
    assert open_tab(client.get(url(house) + "?tab=money")) == "money"


def test_a_copy_is_a_draft_with_what_may_be_the_same(client):
    house = full_house(name="Live Oak", street_address="1 Main Street")
    data = form_of(client, house) | {"_copy": "x"}
    response = client.post(url(house), data)
    copy = House.objects.exclude(pk=house.pk).get()
    assert response.url == url(copy)
    assert (copy.name, copy.slug, copy.status) == ("Live Oak, copy", "live-oak-copy", "draft")
    assert (copy.street_address, copy.latitude, copy.published_at) == ("", None, None)
    assert copy.rates.get().amount == house.rates.get().amount
    assert copy.texts.get().summary == house.texts.get().summary
    assert copy.costs.deposit == 150
    assert copy.terms.get() == house.terms.get()
    assert [bed.label for room in copy.rooms.all() for bed in room.beds.all()]
    assert not copy.photos.exists()
    assert not copy.certifications.exists()
    assert copy.availability_confirmed_at is None


def test_a_second_copy_gets_an_address_of_its_own():
    house, by = full_house(name="Live Oak"), make_staff()
    for expected in ("live-oak-copy", "live-oak-copy-2"):
        assert actions.copy_house(house=house, by=by, at=timezone.now()).slug == expected


def test_a_house_with_the_longest_name_can_be_copied():
    house = full_house(name="A" * 120)
    copy = actions.copy_house(house=house, by=make_staff(), at=timezone.now())
    assert len(copy.name) <= 120

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from listings import actions
from listings.models import House, Photo
from tests.factories.listings import NOON, make_house, make_photo, make_upload, picture_bytes

pytestmark = pytest.mark.django_db


def test_the_first_photo_is_the_cover_and_the_next_ones_follow():
    house = make_house()
    first, second = make_photo(house, alt="First."), make_photo(house, alt="Second.")
    assert (first.position, second.position) == (0, 1)
    assert House.objects.for_cards(at=NOON).get().cover == first
    Photo.objects.filter(pk=first.pk).update(position=5)
    assert House.objects.for_cards(at=NOON).get().cover == second


def test_covers_are_one_for_each_house_even_where_positions_repeat():
    houses = [make_house(), make_house()]
    for house in houses:
        make_photo(house)
    twin = make_photo(houses[0])
    Photo.objects.filter(pk=twin.pk).update(position=0)
    assert len(Photo.objects.covers()) == 2


def test_a_photo_that_waits_is_no_cover_and_the_next_one_is():
    house = make_house()
    waiting, drawn = make_photo(house, drawn=False), make_photo(house)
    assert House.objects.for_cards(at=NOON).get().cover == drawn
    marked = {photo: photo.is_cover for photo in Photo.objects.with_place()}
    assert marked == {waiting: False, drawn: True}


def test_a_photo_needs_words_for_those_who_can_not_see_it():
    with pytest.raises(ValidationError, match="blank"):
        make_photo(make_house(), alt="   ")
    assert not Photo.objects.exists()


def test_a_photo_that_waits_has_no_files_to_show():
    with pytest.raises(ValueError, match="not drawn"):
        _ = make_photo(make_house(), drawn=False).files


def test_a_refused_picture_leaves_nothing():
    house = make_house()
    with pytest.raises(ValidationError):
        actions.add_photo(house=house, upload=make_upload(b"<html>"), alt="A door.", at=NOON)
    assert not Photo.objects.exists()


def test_the_original_is_private_and_its_name_is_ours():
    photo = make_photo(make_house(), drawn=False)
    assert re.fullmatch(r"photos/[0-9a-f-]{36}\.jpg", photo.original.name)
    with photo.original.open() as file:
        assert file.read(2) == b"\xff\xd8"
    assert not default_storage.exists(photo.original.name)
    with pytest.raises(ValueError, match="no URL"):
        _ = photo.original.url


def test_no_address_leads_to_an_original(client):
    photo = make_photo(make_house())
    name = photo.original.name
    for path in (name, f"../private/{name}", f"%2e%2e/private/{name}", f"private/{name}"):
        assert client.get(f"/media/{path}").status_code == 404
    house = photo.house_id
    assert client.get(f"/admin/listings/house/{house}/photos/{photo.pk}/").status_code == 302


def test_a_refused_replacement_keeps_the_old_picture(django_capture_on_commit_callbacks):
    photo = make_photo(make_house())
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ValidationError):
        actions.replace_photo(photo=photo, upload=make_upload(b"<svg/>"), at=NOON)
    kept = Photo.objects.get()
    assert kept.drawing is None
    assert all(map(default_storage.exists, kept.files.paths))
    assert kept.original.storage.exists(kept.original.name)


def test_a_removed_photo_takes_its_files_along_once_that_is_certain(
    django_capture_on_commit_callbacks,
):
    photo = make_photo(make_house())
    files = [*photo.files.paths]
    with django_capture_on_commit_callbacks() as callbacks:
        actions.remove_photo(photo=photo)
    assert all(map(default_storage.exists, files))
    for callback in callbacks:
        callback()
    assert not any(map(default_storage.exists, files))
    assert not photo.original.storage.exists(photo.original.name)


@pytest.mark.parametrize(
    ("focus", "classes"),
    [((50, 50), ""), ((0, 100), "focus-x0 focus-y10"), ((33, 50), "focus-x3 focus-y5")],
)
def test_the_focus_is_kept_in_view_by_classes_that_exist(focus, classes, settings):
    photo = Photo(focal_x=focus[0], focal_y=focus[1])
    assert photo.focus == classes
    sheet = (settings.BASE_DIR / "static/css/components/picture.css").read_text()
    for name in classes.split():
        assert f".{name} " in sheet or name.endswith("5")


def test_a_large_upload_is_measured_by_its_upright_picture():
    photo = make_photo(make_house(), upload=make_upload(picture_bytes((900, 600))), drawn=False)
    assert (photo.width, photo.height) == (900, 600)

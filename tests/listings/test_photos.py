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


def test_a_photo_needs_words_for_those_who_can_not_see_it():
    with pytest.raises(ValidationError, match="blank"):
        make_photo(make_house(), alt="   ")
    assert not Photo.objects.exists()


def test_a_refused_picture_leaves_nothing():
    house = make_house()
    with pytest.raises(ValidationError):
        actions.add_photo(house=house, upload=make_upload(b"<html>"), alt="A door.")
    assert not Photo.objects.exists()


def test_the_original_is_private_and_its_name_is_ours():
    photo = make_photo(make_house())
    assert photo.original.name == f"photos/{photo.version}.bin"
    with photo.original.open() as file:
        assert file.read() == picture_bytes()
    assert not default_storage.exists(photo.original.name)
    with pytest.raises(ValueError, match="no URL"):
        _ = photo.original.url


def test_a_replaced_picture_has_new_names_and_the_old_files_go(
    django_capture_on_commit_callbacks,
):
    photo = make_photo(make_house())
    old = photo.files
    with django_capture_on_commit_callbacks(execute=True):
        upload = make_upload(picture_bytes((900, 600)))
        actions.replace_photo(photo=photo, upload=upload)
    kept = Photo.objects.get()
    assert (kept.width, kept.height, kept.pk) == (900, 600, photo.pk)
    assert kept.version != old.version
    assert all(map(default_storage.exists, kept.files.paths))
    assert not any(map(default_storage.exists, old.paths))


def test_a_refused_replacement_keeps_the_old_picture(django_capture_on_commit_callbacks):
    photo = make_photo(make_house())
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ValidationError):
        actions.replace_photo(photo=photo, upload=make_upload(b"<svg/>"))
    kept = Photo.objects.get()
    assert all(map(default_storage.exists, kept.files.paths))
    assert kept.original.storage.exists(kept.original.name)


def test_a_removed_photo_takes_its_files_along_once_that_is_certain(
    django_capture_on_commit_callbacks,
):
    photo = make_photo(make_house())
    paths = photo.files.paths
    with django_capture_on_commit_callbacks() as callbacks:
        actions.remove_photo(photo=photo)
    assert all(map(default_storage.exists, paths))
    for callback in callbacks:
        callback()
    assert not any(map(default_storage.exists, paths))

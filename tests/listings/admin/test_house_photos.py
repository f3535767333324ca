import pytest
from django.core.files.storage import default_storage

from listings.choices import RoomType
from listings.models import Photo
from tests.factories.listings import (
    make_photo,
    make_upload,
    picture_bytes,
)
from tests.listings.admin.forms import add_row
from tests.listings.admin.houses import errors_of, form_of, full_house, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]


@pytest.mark.usefixtures("row_by_row")
def test_photos_are_added_replaced_and_removed(client, django_capture_on_commit_callbacks):
    house = full_house()
    gone = make_photo(house, alt="To go.")
    kept = Photo.objects.exclude(pk=gone.pk).get()
    data = form_of(client, house) | {
        "photos-0-upload": make_upload(picture_bytes((900, 600))),
        "photos-0-alt": "The same place, painted.",
        "photos-1-DELETE": "on",
    }
    add_row(data, "photos", upload=make_upload(), alt="A new one.", position="7",
            focal_x="50", focal_y="10")  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url(house), data).status_code == 302
    photos = {photo.alt: photo for photo in Photo.objects.all()}
    assert set(photos) == {"The same place, painted.", "A new one."}
    assert photos["The same place, painted."].pk == kept.pk
    assert photos["The same place, painted."].width == 900
    assert (photos["A new one."].position, photos["A new one."].focal_y) == (7, 10)
    for photo in photos.values():
        assert all(map(default_storage.exists, photo.files.paths))
    assert not any(map(default_storage.exists, [*gone.files.paths, *kept.files.paths]))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html><script>", "not a picture"),
        (picture_bytes((50, 50)), "at least 480"),
        (picture_bytes()[:900], "damaged"),
    ],
)
def test_a_file_that_is_no_picture_is_told_at_its_row_and_other_rows_stay(client, content, words):
    house = full_house()
    data = form_of(client, house) | {"texts-0-summary": "A new line."}
    add_row(data, "photos", upload=make_upload(content), alt="Typed words.", position="1",
            focal_x="50", focal_y="50")  # fmt: skip
    add_row(data, "rooms", name="Attic", room_type=RoomType.PRIVATE, position="9",
            on_ground_floor="unknown")  # fmt: skip
    page = errors_of(client.post(url(house), data))
    for expected in (words, "Typed words.", "Attic", "A new line."):
        assert expected in page
    assert Photo.objects.count() == 1
    assert house.rooms.count() == 1


def test_a_photo_without_words_or_file_is_refused(client):
    house = full_house()
    data = form_of(client, house)
    number = add_row(data, "photos", alt="", position="3", focal_x="50", focal_y="50")
    response = client.post(url(house), data)
    assert response.status_code == 200
    formsets = {f.formset.prefix: f.formset for f in response.context["inline_admin_formsets"]}
    assert set(formsets["photos"].errors[number]) == {"upload", "alt"}

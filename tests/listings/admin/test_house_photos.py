import io

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from listings.admin.photos import PhotoForm
from listings.choices import RoomType
from listings.models import CityText, Photo, SocialPicture
from recovery_site.models import OutboxMessage
from recovery_site.outbox import deliver_next
from tests.factories.listings import (
    make_house,
    make_photo,
    make_upload,
    picture_bytes,
)
from tests.listings.admin.forms import add_row, filled_in
from tests.listings.admin.houses import errors_of, form_of, full_house, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("owner")]


def deliver_all() -> None:
    while deliver_next():
        pass


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
    assert Photo.objects.get(alt="The same place, painted.").version == kept.version
    deliver_all()
    photos = {photo.alt: photo for photo in Photo.objects.all()}
    assert set(photos) == {"The same place, painted.", "A new one."}
    assert photos["The same place, painted."].pk == kept.pk
    assert photos["The same place, painted."].width == 900
    assert (photos["A new one."].position, photos["A new one."].focal_y) == (7, 10)
    for photo in photos.values():
        assert all(map(default_storage.exists, photo.files.paths))
    assert not any(map(default_storage.exists, gone.files.paths))


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


def photo_form(client, house) -> str:
    return client.get(url(house)).content.decode()


def preview_of(photo) -> str:
    return f"/admin/listings/house/{photo.house_id}/photos/{photo.pk}/"


def test_a_photo_that_waits_says_so_and_staff_see_it_already(client):
    house = full_house()
    photo = make_photo(house, drawn=False)
    page = photo_form(client, house)
    assert "It is being drawn." in page
    assert "Visitors don’t see it yet." in page
    assert f'src="{preview_of(photo)}"' in page
    deliver_all()
    assert "being drawn" not in photo_form(client, house)


def test_a_replaced_photo_says_what_visitors_see_until_it_is_drawn(client):
    house = full_house()
    data = form_of(client, house) | {"photos-0-upload": make_upload(picture_bytes((900, 600)))}
    client.post(url(house), data)
    assert "Visitors still see the picture that was here before" in photo_form(client, house)


def test_a_photo_that_could_not_be_drawn_says_what_to_do(client):
    house = full_house()
    photo = make_photo(house, drawn=False)
    OutboxMessage.objects.filter(pk=photo.drawing_id).update(gave_up_at=timezone.now())
    page = photo_form(client, house)
    assert "could not be drawn" in page
    assert f"/admin/recovery_site/outboxmessage/?q={photo.drawing.uuid}" in page
    assert "being drawn" not in page


def test_the_cover_is_marked_and_a_new_photo_comes_last(client):
    house = full_house()
    make_photo(house, position=4)
    page = photo_form(client, house)
    assert page.count("Cover: visitors see it first") == 1
    assert 'name="photos-__prefix__-position" value="5"' in page


def test_staff_see_an_original_small_and_without_keeping_it(client):
    photo = make_photo(full_house(), upload=make_upload(picture_bytes((2000, 1000))), drawn=False)
    response = client.get(preview_of(photo))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert max(Image.open(io.BytesIO(response.content)).size) == 640
    assert client.post(preview_of(photo)).status_code == 405


def test_an_original_of_another_house_or_one_that_is_gone_is_not_found(client):
    photo, other = make_photo(full_house(), drawn=False), make_house()
    address = f"/admin/listings/house/{other.pk}/photos/{photo.pk}/"
    assert client.get(address).status_code == 404
    photo.original.storage.delete(photo.original.name)
    assert client.get(preview_of(photo)).status_code == 404


def test_saving_other_words_does_not_undo_what_the_worker_drew_meanwhile():
    photo = make_photo(make_house(), drawn=False)
    words = {"alt": "Other words.", "position": 0, "focal_x": 20, "focal_y": 50}
    form = PhotoForm(words, instance=Photo.objects.get())
    assert form.is_valid()
    deliver_all()
    form.save()
    photo = Photo.objects.get()
    assert (photo.alt, photo.focal_x, photo.is_drawn) == ("Other words.", 20, True)


def test_saving_a_house_has_its_picture_for_links_drawn(client):
    house = full_house()
    deliver_all()
    before = SocialPicture.objects.get().version
    client.post(url(house), form_of(client, house) | {"bedrooms": "8"})
    deliver_all()
    assert SocialPicture.objects.get().version != before


@pytest.mark.parametrize("what", ["operator", "city"])
def test_another_name_of_its_operator_or_city_has_it_drawn(client, what):
    house = full_house()
    deliver_all()
    before = SocialPicture.objects.get().version
    CityText.objects.create(city=house.city, language="en", intro="A town by the sea.")
    address = f"/admin/listings/{what}/{getattr(house, what).pk}/change/"
    response = client.post(address, filled_in(client.get(address)) | {"name": "Another Name"})
    assert response.status_code == 302
    deliver_all()
    assert SocialPicture.objects.get().version != before

"""The worker draws what visitors see; until then they see what was there before."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from listings import actions
from listings.models import Photo
from recovery_site import outbox
from recovery_site.actions import enqueue
from recovery_site.models import OutboxMessage
from recovery_site.outbox import LEASE, claim, deliver_next
from recovery_site.pictures import PictureFiles
from tests.factories.listings import NOON, make_house, make_photo, make_upload, picture_bytes

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=1)


def deliver_all(at=LATER) -> None:
    while deliver_next(clock=lambda: at):
        pass


def stored(files: PictureFiles) -> bool:
    return all(map(default_storage.exists, files.paths))


def replace(photo: Photo, size=(900, 600)) -> Photo:
    actions.replace_photo(photo=photo, upload=make_upload(picture_bytes(size)), at=NOON)
    return Photo.objects.get(pk=photo.pk)


def test_an_upload_is_drawn_by_the_worker_and_not_before():
    photo = make_photo(make_house(), drawn=False)
    assert not Photo.objects.drawn().exists()
    deliver_all()
    drawn = Photo.objects.drawn().get()
    assert (drawn, drawn.drawing) == (photo, None)
    assert stored(drawn.files)


def test_the_promise_names_no_person_and_no_file():
    photo = make_photo(make_house(), drawn=False)
    message = OutboxMessage.objects.get()
    assert (message.kind, message.payload) == ("listings.photo", {"photo": str(photo.uuid)})


def test_pages_show_a_photo_once_it_is_drawn(client):
    house = make_house()
    photo = make_photo(house, drawn=False, alt="A green door.")
    pages = ("/houses/", house.get_absolute_url())
    for path in pages:
        assert b"A green door." not in client.get(path).content
    deliver_all()
    photo.refresh_from_db()
    for path in pages:
        page = client.get(path).content.decode()
        assert "A green door." in page
        assert photo.files.jpeg_url in page


def test_a_replaced_picture_is_shown_until_the_new_one_is_drawn(client):
    house = make_house()
    before = make_photo(house).files
    photo = replace(Photo.objects.get())
    assert photo.files == before
    assert photo.files.jpeg_url in client.get(house.get_absolute_url()).content.decode()
    deliver_all()
    photo.refresh_from_db()
    assert (photo.width, photo.height) == (900, 600)
    assert photo.version != before.version
    assert stored(photo.files)


def test_pages_opened_before_find_the_former_files_for_a_day():
    before = make_photo(make_house()).files
    replace(Photo.objects.get())
    at = timezone.now()  # the worker's clock
    deliver_all(at)
    assert stored(before)
    deliver_all(at + timedelta(hours=23))
    assert stored(before)
    deliver_all(at + timedelta(hours=25))
    assert not any(map(default_storage.exists, before.paths))
    assert stored(Photo.objects.get().files)


def test_of_two_replacements_the_later_one_is_shown():
    make_photo(make_house())
    replace(Photo.objects.get(), (700, 500))
    first = OutboxMessage.objects.latest("pk")
    replace(Photo.objects.get(), (900, 600))
    deliver_all()
    photo = Photo.objects.get()
    assert (photo.width, photo.drawing) == (900, None)
    actions.draw_photo(promise=first, at=LATER)
    assert Photo.objects.get().version == photo.version


def test_what_is_replaced_while_it_is_drawn_leaves_no_files(monkeypatch):
    make_photo(make_house(), drawn=False)
    drawn: list[PictureFiles] = []
    real = actions.photos.draw_variants

    def slow(picture):
        drawn.append(real(picture))
        if len(drawn) == 1:
            replace(Photo.objects.get())
        return drawn[-1]

    monkeypatch.setattr(actions.photos, "draw_variants", slow)
    deliver_all()
    assert not any(map(default_storage.exists, drawn[0].paths))
    assert Photo.objects.get().files == drawn[1]


def test_a_worker_killed_while_it_drew_is_followed_by_another():
    photo = make_photo(make_house(), drawn=False)
    assert claim(at=NOON) == photo.drawing
    default_storage.save(f"pictures/{uuid4()}/320.avif", ContentFile(b"half"))
    assert not deliver_next(clock=lambda: NOON + LEASE - timedelta(seconds=1))
    assert deliver_next(clock=lambda: NOON + LEASE)
    assert stored(Photo.objects.drawn().get().files)


def test_a_removed_photo_is_not_drawn():
    photo = make_photo(make_house(), drawn=False)
    actions.remove_photo(photo=photo)
    deliver_all()
    assert OutboxMessage.objects.filter(delivered_at=LATER).count() == 1


def test_an_original_that_can_not_be_read_needs_a_person_at_once():
    photo = make_photo(make_house(), drawn=False)
    photo.original.storage.delete(photo.original.name)
    photo.original.storage.save(photo.original.name, ContentFile(b"no picture"))
    with pytest.raises(ValidationError):
        actions.draw_photo(promise=photo.drawing, at=LATER)
    deliver_all()
    photo = Photo.objects.get()
    assert photo.was_given_up
    assert not photo.is_drawn
    assert photo.drawing.last_error == "UndeliverableError"


def test_a_notice_waits_for_one_picture_at_most(monkeypatch):
    told: list[str] = []
    for kind in ("listings.photo", "tests.notice"):
        monkeypatch.setitem(outbox._handlers, kind, lambda message: told.append(message.kind))
    outbox.load_handlers()
    house = make_house()
    for _ in range(3):
        make_photo(house, drawn=False)
    deliver_next(clock=lambda: LATER)
    with transaction.atomic():
        enqueue(kind="tests.notice", payload={}, at=LATER, priority=1)
    deliver_all()
    assert told == ["listings.photo", "tests.notice", "listings.photo", "listings.photo"]

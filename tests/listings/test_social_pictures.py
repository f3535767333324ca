"""The picture beside a link to a house: drawn once, and again when what it shows has changed."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from listings import actions
from listings.choices import Gender, HouseStatus
from listings.models import House, Photo, SocialPicture
from recovery_site.models import OutboxMessage
from recovery_site.outbox import deliver_next
from recovery_site.pictures import folder_of
from tests.factories.accounts import make_staff
from tests.factories.listings import NOON, make_house, make_photo, make_text
from tests.listings.pictures import stored

pytestmark = pytest.mark.django_db


def deliver_all(at=None) -> None:
    while deliver_next(clock=lambda: at or timezone.now()):
        pass


def refresh() -> int:
    return actions.refresh_social_pictures(houses=House.objects.all(), at=NOON)


def path_of(picture: SocialPicture) -> str:
    return f"{folder_of(picture.version)}/link.jpg"


def drawn_house(**fields) -> House:
    house = make_house(**fields)
    make_photo(house)
    deliver_all()
    return house


def image_of(client, house: House) -> str:
    page = client.get(house.get_absolute_url()).content.decode()
    return page.partition('property="og:image" content="')[2].partition('"')[0]


def test_a_house_gets_its_picture_when_its_first_photo_is_drawn(client):
    house = drawn_house()
    picture = SocialPicture.objects.get(house=house)
    image = Image.open(io.BytesIO(stored(path_of(picture))))
    assert (image.format, image.size) == ("JPEG", (1200, 630))
    assert not image.getexif()
    assert image_of(client, house).endswith(f"/media/{path_of(picture)}")


def test_a_house_without_a_photo_has_words_alone():
    make_house()
    assert refresh() == 1
    deliver_all()
    assert default_storage.exists(path_of(SocialPicture.objects.get()))


def test_nothing_is_drawn_again_while_nothing_changed():
    drawn_house()
    before = SocialPicture.objects.get()
    assert refresh() == 0
    actions.draw_social_picture(house_id=before.house_id, at=NOON)
    assert SocialPicture.objects.get().version == before.version


CHANGES = {
    "its name": lambda house: House.objects.update(name="Another"),
    "who it is for": lambda house: House.objects.update(gender=Gender.WOMEN),
    "its bedrooms": lambda house: House.objects.update(bedrooms=9),
    "its city": lambda house: type(house.city).objects.update(name="Lantana"),
    "its operator": lambda house: type(house.operator).objects.update(name="Somebody else"),
    "the focus of its cover": lambda house: Photo.objects.update(focal_x=10),
    "its cover": lambda house: (
        make_photo(house, position=0) and Photo.objects.filter(pk=house.cover.pk).update(position=9)
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_it_shows_has_changed_so_the_page_names_the_cover_until_it_is_drawn(what, client):
    house = drawn_house(gender=Gender.MEN, bedrooms=3)
    before = SocialPicture.objects.get()
    CHANGES[what](house)
    cover = Photo.objects.covers().get()
    assert image_of(client, House.objects.get()).endswith(cover.files.jpeg_url)
    assert refresh() == 1
    deliver_all()
    after = SocialPicture.objects.get()
    assert after.version != before.version
    assert image_of(client, House.objects.get()).endswith(path_of(after))


def test_beds_prices_and_certificates_are_not_in_it():
    house = drawn_house()
    House.objects.update(availability_confirmed_at=NOON, square_feet=5000)
    make_text(house, summary="Other words.")
    assert refresh() == 0


def test_those_who_show_the_former_one_find_it_for_a_day():
    drawn_house()
    before = SocialPicture.objects.get()
    House.objects.update(name="Another")
    refresh()
    deliver_all()
    assert default_storage.exists(path_of(before))
    deliver_all(timezone.now() + timedelta(hours=25))
    assert not default_storage.exists(path_of(before))
    assert default_storage.exists(path_of(SocialPicture.objects.get()))


@pytest.mark.parametrize("status", [HouseStatus.DRAFT, HouseStatus.PAUSED, HouseStatus.ARCHIVED])
def test_a_hidden_house_gets_none(status):
    house = make_house(status=status, published_at=NOON)
    make_photo(house)
    assert refresh() == 0
    actions.draw_social_picture(house_id=house.pk, at=NOON)
    assert not SocialPicture.objects.exists()


def test_publishing_a_house_has_it_drawn():
    house = make_house(status=HouseStatus.DRAFT, published_at=None)
    make_text(house)
    actions.publish_house(house=house, by=make_staff(), at=NOON)
    assert OutboxMessage.objects.get().kind == "listings.social_picture"


def test_a_removed_photo_is_in_no_picture_any_more(django_capture_on_commit_callbacks):
    drawn_house()
    before = SocialPicture.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_photo(photo=Photo.objects.get())
    assert not default_storage.exists(path_of(before))
    assert not SocialPicture.objects.exists()


def test_a_deleted_house_takes_it_along(django_capture_on_commit_callbacks):
    house = make_house()
    refresh()
    deliver_all()
    before = SocialPicture.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_house(house=house)
    assert not default_storage.exists(path_of(before))
    deliver_all()


def test_the_command_has_every_missing_one_drawn(capsys):
    make_house(), make_house()
    call_command("social_pictures")
    assert capsys.readouterr().out == "Pictures for links to draw: 2.\n"
    deliver_all()
    assert SocialPicture.objects.count() == 2

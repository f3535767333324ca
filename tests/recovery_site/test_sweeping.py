"""Files that nothing points at go after a day, and no others."""

import os
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.db import transaction

from articles import actions as article_actions
from articles.models import Picture
from listings.models import Photo
from recovery_site.actions import retire_picture
from recovery_site.pictures import delete_version, folder_of
from recovery_site.sweeping import forget_version, left_over, sweep
from tests.factories.articles import make_article, make_picture, picture_bytes
from tests.factories.listings import NOON, make_house, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage_of_its_own(tmp_path, settings):
    options = {
        "default": {"location": tmp_path / "media", "base_url": "/media/"},
        "private": {"location": tmp_path / "private"},
    }
    settings.STORAGES = settings.STORAGES | {
        alias: settings.STORAGES[alias] | {"OPTIONS": given} for alias, given in options.items()
    }


def orphan():
    version = uuid4()
    default_storage.save(f"{folder_of(version)}/320.avif", ContentFile(b"left behind"))
    return version


def tomorrow() -> datetime:
    return datetime.now(UTC) + timedelta(days=1, minutes=1)


def test_what_is_in_use_stays_and_what_is_not_goes():
    photo, picture = make_photo(make_house()), make_picture()
    version = orphan()
    lost = storages["private"].save("photos/lost.jpg", ContentFile(b"killed upload"))
    found = left_over(at=tomorrow())
    assert (found.versions, found.originals) == ([version], [lost])
    sweep(found)
    assert not default_storage.exists(folder_of(version))
    assert not storages["private"].exists(lost)
    for row in (photo, picture):
        assert all(map(default_storage.exists, row.files.paths))
        assert row.original.storage.exists(row.original.name)
    assert left_over(at=tomorrow()).versions == []


def test_what_is_younger_than_a_day_may_belong_to_an_upload_that_goes_on():
    orphan()
    storages["private"].save("photos/new.jpg", ContentFile(b"not committed yet"))
    found = left_over(at=tomorrow() - timedelta(minutes=2))
    assert (found.versions, found.originals) == ([], [])


def test_what_a_delivery_is_going_to_remove_is_left_to_it():
    version = orphan()
    with transaction.atomic():
        retire_picture(version=version, at=NOON)
    assert left_over(at=tomorrow()).versions == []


def test_a_picture_that_waits_to_be_drawn_keeps_its_original():
    make_photo(make_house(), drawn=False)
    assert left_over(at=tomorrow()).originals == []


def test_a_picture_that_a_text_shows_or_once_showed_stays():
    picture = make_picture()
    before = Picture.objects.get()
    article = make_article(body=f'<img src="{picture.files.webp_url}" alt="A door">')
    with transaction.atomic():
        article_actions.replace_picture(picture=picture, upload=picture_bytes((800, 600)), at=NOON)
    forget_version(before.version)
    article.body = "<p>No picture any more.</p>"
    article.save()
    forget_version(before.version)
    assert all(map(default_storage.exists, before.files.paths))


def test_a_photo_in_use_is_not_forgotten_by_mistake():
    photo = make_photo(make_house())
    forget_version(photo.version)
    assert all(map(default_storage.exists, photo.files.paths))


def test_what_is_not_ours_is_not_touched():
    default_storage.save("pictures/notes/readme.jpg", ContentFile(b"somebody's"))
    assert left_over(at=tomorrow()).versions == []


def test_removing_what_is_gone_is_no_error():
    delete_version(uuid4())
    sweep(left_over(at=tomorrow()))


def test_the_command_tells_first_and_removes_when_asked(capsys):
    version = orphan()
    folder = default_storage.path(folder_of(version))
    os.utime(folder, (0, 0))
    call_command("sweep_pictures")
    assert "Pictures that nothing shows: 1" in capsys.readouterr().out
    assert default_storage.exists(folder_of(version))
    call_command("sweep_pictures", apply=True)
    call_command("sweep_pictures", apply=True)
    assert not default_storage.exists(folder_of(version))
    assert Photo.objects.count() == 0

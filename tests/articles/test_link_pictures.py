"""The picture beside a link to an article: drawn by the worker, again when its title changes."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError
from django.utils import timezone
from PIL import Image

from articles.held_pictures import versions
from articles.models import Article, LinkPicture
from listings.models import Operator
from recovery_site import editions
from recovery_site.models import OutboxMessage
from recovery_site.outbox import deliver_next
from recovery_site.pictures import folder_of
from tests.factories.articles import NOON, make_article, make_picture, make_published
from tests.factories.listings import site_owner
from tests.listings.pictures import stored

pytestmark = pytest.mark.django_db
LONG = "Cómo elegir una casa sobria cuando no conoces a nadie en el sur de la Florida todavía"


@pytest.fixture(autouse=True)
def owner():
    return site_owner()


def settle(at=None) -> None:
    """What the next visitor does, and then the worker."""
    editions.current(at=at or timezone.now())
    while deliver_next(clock=lambda: at or timezone.now()):
        pass


def path_of(picture: LinkPicture) -> str:
    return f"{folder_of(picture.version)}/link.jpg"


def image_of(client, article: Article) -> str:
    page = client.get(article.get_absolute_url()).content.decode()
    return page.partition('property="og:image" content="')[2].partition('"')[0]


@pytest.mark.parametrize("title", ["Short", LONG, "Donaudampfschifffahrtsgesellschaft" * 4, "🏠 ñ"])
def test_it_is_drawn_from_the_title(title):
    make_published(title=title)
    settle()
    image = Image.open(io.BytesIO(stored(path_of(LinkPicture.objects.get()))))
    assert (image.format, image.size) == ("JPEG", (1200, 630))
    assert not image.getexif()


def test_a_page_names_the_cover_and_then_the_picture_that_was_drawn(client):
    article = make_published(cover=make_picture())
    assert image_of(client, article).endswith(article.cover.files.jpeg_url)
    settle()
    assert image_of(client, article).endswith(path_of(LinkPicture.objects.get()))


def test_without_a_cover_the_one_of_the_site_stands_in(client):
    article = make_published()
    assert image_of(client, article).endswith("/static/img/link.jpg")
    settle()
    assert image_of(client, article).endswith(path_of(LinkPicture.objects.get()))


CHANGES = {
    "its title": lambda article: Article.objects.update(title="Another"),
    "its cover": lambda article: Article.objects.update(cover=make_picture()),
    "the name of the operator": lambda article: Operator.objects.update(name="Somebody else"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_it_shows_has_changed_so_it_is_drawn_again(client, what):
    article = make_published()
    settle()
    before = LinkPicture.objects.get()
    CHANGES[what](article)
    assert not image_of(client, article).endswith(path_of(before))
    settle()
    after = LinkPicture.objects.get()
    assert after.version != before.version
    assert image_of(client, article).endswith(path_of(after))


def test_nothing_is_drawn_again_while_nothing_changed():
    article = make_published()
    settle()
    before = LinkPicture.objects.get()
    Article.objects.update(body="<p>Other text.</p>", summary="Other words.")
    settle()
    assert LinkPicture.objects.get().version == before.version
    drawings = OutboxMessage.objects.filter(kind="articles.link_picture")
    assert [one.payload for one in drawings] == [{"article": article.pk}]


def test_a_draft_gets_none_and_a_scheduled_one_has_it_in_time():
    make_article(title="Draft")
    scheduled = make_published(published_at=timezone.now() + timedelta(days=1))
    settle()
    assert LinkPicture.objects.get().article == scheduled


def test_what_is_gone_before_it_is_drawn_needs_none():
    article = make_published()
    editions.current(at=timezone.now())
    article.delete()
    settle()
    assert not LinkPicture.objects.exists()
    assert not OutboxMessage.objects.needing_a_person().exists()


def test_the_former_one_is_there_for_a_day_and_the_new_one_stays():
    make_published()
    settle()
    before = LinkPicture.objects.get()
    Article.objects.update(title="Another")
    settle()
    assert default_storage.exists(path_of(before))
    settle(timezone.now() + timedelta(hours=25))
    assert not default_storage.exists(path_of(before))
    after = LinkPicture.objects.get()
    assert default_storage.exists(path_of(after))
    assert after.version in versions()


def test_an_article_has_one_picture():
    article = make_published()
    settle()
    with pytest.raises(IntegrityError):
        LinkPicture.objects.create(article=article, version=article.uuid, digest="x", drawn_at=NOON)

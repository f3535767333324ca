from datetime import datetime
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from articles.choices import ArticleStatus
from articles.link_pictures import FILE_NAME, Facts, facts_of
from articles.models import Article, LinkPicture
from articles.querysets import ArticleQuerySet
from listings.models import Operator
from recovery_site import social_picture
from recovery_site.actions import PICTURE_PRIORITY, enqueue, retire_picture
from recovery_site.pictures import folder_of

DRAW_LINK_PICTURE = "articles.link_picture"


@transaction.atomic
def refresh_link_pictures(*, articles: ArticleQuerySet, at: datetime) -> int:
    """Promise a new picture for links of each article whose one does not show it as it is."""
    owner_name = _owner_name()
    outdated = [
        article
        for article in _readable(articles)
        if _facts_to_draw(article, owner_name) is not None
    ]
    for article in outdated:
        enqueue(
            kind=DRAW_LINK_PICTURE,
            payload={"article": article.pk},
            at=at,
            priority=PICTURE_PRIORITY + 1,  # after the photos of houses
        )
    return len(outdated)


def draw_link_picture(*, article_id: int, at: datetime) -> None:
    """Draw it, unless the one there is already shows what it should."""
    article = _readable(Article.objects.filter(pk=article_id)).first()
    facts = _facts_to_draw(article, _owner_name()) if article else None
    if article is None or facts is None:
        return
    version = uuid4()
    drawn = social_picture.draw(title=facts.title, foot=facts.foot, photo=_cover(article))
    default_storage.save(f"{folder_of(version)}/{FILE_NAME}", ContentFile(drawn))
    with transaction.atomic():
        for former in LinkPicture.objects.select_for_update().filter(article=article):
            retire_picture(version=former.version, at=at)
            former.delete()
        LinkPicture.objects.create(
            article=article, version=version, digest=facts.digest, drawn_at=at
        )


def _readable(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Those that are or will be public, as their pictures need them."""
    shown = articles.filter(status=ArticleStatus.PUBLISHED).defer("body")
    return shown.select_related("cover", "link_picture")


def _facts_to_draw(article: Article, owner_name: str) -> Facts | None:
    """None where the picture shows them already."""
    facts, drawn = facts_of(article, owner_name=owner_name), getattr(article, "link_picture", None)
    return facts if drawn is None or drawn.digest != facts.digest else None


def _owner_name() -> str:
    owner = Operator.objects.site_owner()
    return owner.name if owner else ""


def _cover(article: Article) -> Image.Image | None:
    if article.cover is None:
        return None
    with default_storage.open(article.cover.files.path(1280, "jpg")) as file:
        return Image.open(file).convert("RGB")

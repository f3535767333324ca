import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from articles.models import Article, LinkPicture, Page, Picture
from recovery_site.pictures import FOLDER
from recovery_site.sweeping import hold

_SHOWN = re.compile(rf"/{FOLDER}/([0-9a-f-]{{36}})/")


def versions() -> set[UUID]:
    """Those of the library and for links, and what texts show; former texts can be restored."""
    library = set(Picture.objects.values_list("version", flat=True))
    library |= set(LinkPicture.objects.values_list("version", flat=True))
    return library | {UUID(version) for body in _bodies() for version in _SHOWN.findall(body)}


def originals() -> set[str]:
    return set(Picture.objects.values_list("original", flat=True))


def _bodies() -> Iterator[str]:
    model: Any
    for model in (Article, Article.history.model, Page, Page.history.model):
        with_picture = model._default_manager.filter(body__contains=f"/{FOLDER}/")
        yield from with_picture.values_list("body", flat=True).iterator()


hold("pictures", versions=versions, originals=originals)

"""What the picture beside a link to an article shows, and whether the one drawn still does."""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.core.files.storage import default_storage

from recovery_site.pictures import Preview, folder_of
from recovery_site.social_picture import DESIGN, SIZE

FILE_NAME = "link.jpg"


@dataclass(frozen=True, slots=True)
class Facts:
    title: str
    foot: str
    photo: str = ""

    @property
    def digest(self) -> str:
        facts = json.dumps([DESIGN, asdict(self)], sort_keys=True)
        return hashlib.sha256(facts.encode()).hexdigest()


def facts_of(article: Any, *, owner_name: str) -> Facts:
    """`article` with its cover."""
    return Facts(article.title, owner_name, str(article.cover.version) if article.cover else "")


def preview_of(article: Any, *, owner_name: str) -> Preview | None:
    """The drawn picture, if it shows the article as it is; else the cover; None without either."""
    drawn = getattr(article, "link_picture", None)
    if drawn is not None and drawn.digest == facts_of(article, owner_name=owner_name).digest:
        path = f"{folder_of(drawn.version)}/{FILE_NAME}"
        return Preview(default_storage.url(path), *SIZE, article.title)
    return article.cover.preview if article.cover else None

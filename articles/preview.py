"""Links that show an article before it is public. They expire, and need no account."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from articles.models import Article

LASTS = timedelta(days=7)
_SALT = "articles.preview"


def preview_url(article: Article, *, at: datetime) -> str:
    until = int((at + LASTS).timestamp())
    token = signing.dumps([article.uuid.hex, until], salt=_SALT)
    return reverse("article_preview", args=[token])


def previewed_uuid(token: str, *, at: datetime) -> UUID | None:
    """The article that `token` is for; None when it is not ours or has expired."""
    try:
        name, until = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return UUID(name) if at.timestamp() < until else None

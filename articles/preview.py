"""Links that show an article before it is public. They expire, and need no account."""

from datetime import datetime, timedelta

from django.core import signing
from django.urls import reverse

from articles.models import Article
from articles.querysets import ArticleQuerySet

LASTS = timedelta(days=7)
_SALT = "articles.preview"


def preview_url(article: Article, *, at: datetime) -> str:
    until = int((at + LASTS).timestamp())
    token = signing.dumps([article.uuid.hex, until], salt=_SALT)
    return reverse("article_preview", args=[token])


def previewed(token: str, *, at: datetime) -> ArticleQuerySet:
    """The article that `token` is for; none when the token is not ours or has expired."""
    try:
        name, until = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return Article.objects.none()
    return Article.objects.filter(uuid=name) if at.timestamp() < until else Article.objects.none()

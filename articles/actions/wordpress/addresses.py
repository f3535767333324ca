"""What an address of the old site leads to from now on."""

from datetime import datetime

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from articles.models import Article, FormerArticlePath, FormerPath, Page, Topic

LONGEST = 300
Target = Article | Page | Topic | None


def lead_on(path: str, target: Target, *, at: datetime) -> str:
    """Let `path` lead to `target` for good; without one it is gone. Returns what is in the way.

    An address that leads somewhere already, or that a page of this site has, stays as it is.
    """
    if not path or path == "/" or (target and path == target.get_absolute_url()):
        return ""
    if len(path) > LONGEST or "\0" in path:
        return _("Its old address is too long to be kept: %(path)s…") % {"path": path[:80]}
    if is_taken(path):
        return _("Its old address is one of this site’s own: %(path)s") % {"path": path}
    there = leads_to(path)
    if there and there == target:
        return ""
    if there:
        return _("Its old address leads to something else already: %(path)s") % {"path": path}
    if isinstance(target, Article):
        FormerArticlePath.objects.create(path=path, article=target, until=at)
        FormerPath.objects.filter(path=path).delete()
        return ""
    FormerPath.objects.update_or_create(
        path=path,
        defaults={
            "page": target if isinstance(target, Page) else None,
            "topic": target if isinstance(target, Topic) else None,
            "until": at,
        },
    )
    return ""


def leads_to(path: str) -> Target:
    """Where it leads already, whether that is public or not."""
    article = FormerArticlePath.objects.filter(path=path).select_related("article").first()
    if article is not None:
        return article.article
    former = FormerPath.objects.filter(path=path).select_related("page", "topic").first()
    return (former.page or former.topic) if former else None


def is_taken(path: str) -> bool:
    """Whether this site answers there by itself."""
    if "?" in path:
        return False
    try:
        found = resolve(path)
    except Resolver404:
        return False
    slug = found.kwargs.get("slug", "")
    if found.url_name == "page_detail":
        return Page.objects.filter(slug=slug, published_at__isnull=False).exists()
    if found.url_name == "article_detail":
        return Article.objects.filter(slug=slug).exists()
    return not found.kwargs


def is_reserved(slug: str) -> bool:
    """Whether a standing page of this name could never be reached."""
    try:
        return resolve(f"/{slug}/").url_name != "page_detail"
    except Resolver404:
        return True

"""Article cards, drawn once for an edition and kept in the memory of the process."""

from collections.abc import Sequence

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.models import Article
from listings.site import Site


def cards_of(keys: Sequence[int], site: Site) -> list[SafeString]:
    """Of published articles, in the order of `keys`. Without an edition none is kept."""
    edition = getattr(site.request, "edition", None)
    names = {key: f"{edition}:article-card:{get_language()}:{key}" for key in keys}
    known = caches["kept"].get_many(names.values()) if edition else {}
    missing = [key for key in keys if names[key] not in known]
    if missing:
        shown = Article.objects.published(at=site.at).select_related("cover").defer("body")
        drawn = {names[key]: _draw(article) for key, article in shown.in_bulk(missing).items()}
        known |= drawn
        if edition:
            caches["kept"].set_many(drawn)
    # By the template, and kept as it was.
    return [mark_safe(known[names[key]]) for key in keys if names[key] in known]  # noqa: S308


def _draw(article: Article) -> str:
    return str(render_to_string("components/_article_card.html", {"article": article}))

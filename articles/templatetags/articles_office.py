from typing import Any

from django import template
from django.template import Context

from articles.models import ReviewRequest

register = template.Library()
MAY_PUBLISH = "articles.publish_article"
MAY_MEND = ("articles.change_article", "articles.change_page")
MOST = 10


@register.inclusion_tag("admin/articles/_waiting.html", takes_context=True)
def reviews_start(context: Context) -> dict[str, Any]:
    """Articles that wait for a review, for the first page of who may publish; the oldest first."""
    if not context["request"].user.has_perm(MAY_PUBLISH):
        return {}
    waiting = ReviewRequest.objects.filter(answered_at__isnull=True)
    found = waiting.select_related("article", "asked_by").defer("article__body")
    return {"waiting": found.order_by("asked_at", "pk")[:MOST]}


@register.inclusion_tag("admin/articles/_links_start.html", takes_context=True)
def links_start(context: Context) -> dict[str, Any]:
    """Where links lead nowhere, for the first page of who may mend them. A script adds how many."""
    user = context["request"].user
    return {"may_mend": any(user.has_perm(permission) for permission in MAY_MEND)}

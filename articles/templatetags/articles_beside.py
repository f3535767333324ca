from typing import Any

from django import template
from django.template import Context

from articles.related import articles_beside_house
from listings.models import House
from listings.site import site_of

register = template.Library()


@register.inclusion_tag("articles/_beside_house.html", takes_context=True)
def articles_beside(context: Context, house: House) -> dict[str, Any]:
    """A few articles for who looks at `house`, which needs `city` and `terms`."""
    request = context["request"]
    at = site_of(request, at=house.as_of).at
    articles = articles_beside_house(house, at=at, language=request.LANGUAGE_CODE)
    return {"articles": list(articles)}

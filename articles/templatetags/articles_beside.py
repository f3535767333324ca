from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.related import articles_about, articles_beside_house
from listings.models import House
from listings.site import site_of
from recovery_site import editions

register = template.Library()


@register.simple_tag(takes_context=True)
def articles_beside(context: Context, house: House) -> SafeString:
    """A few articles for who looks at `house`, which needs `city` and `terms`."""
    request = context["request"]
    language, site = request.LANGUAGE_CODE, site_of(request, at=house.as_of)
    published = site.remember(
        f"articles about {house.city.name}:{language}",
        lambda: articles_about(house.city.name, at=site.at, language=language),
    )
    articles = articles_beside_house(house, published)
    name = ":".join(["beside", language, *(str(article.pk) for article in articles)])

    def draw() -> str:
        return render_to_string("articles/_beside_house.html", {"articles": articles})

    drawn = editions.remember(getattr(request, "edition", None), name, draw)
    return mark_safe(drawn)  # noqa: S308  # by the template

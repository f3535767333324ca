from collections.abc import Iterable

from django import template
from django.templatetags.static import static

from listings.outlines import OUTLINES, STATES
from listings.presenters.map import Place, Spot

register = template.Library()

DRAWN = frozenset(STATES.values())


@register.simple_tag
def outlines(places: Iterable[Place | Spot]) -> str:
    """The addresses of the county outlines around `places`, with a space between them."""
    states = sorted({place.state for place in places} & DRAWN)
    return " ".join(static(f"{OUTLINES}/{state.lower()}.json") for state in states)

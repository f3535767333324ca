from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.templatetags.static import static

from listings.outlines import OUTLINES, STATES
from listings.presenters.map import Place, Spot

register = template.Library()

DRAWN = frozenset(STATES.values())


@register.simple_tag
def outlines(places: Iterable[Place | Spot]) -> str:
    """The addresses of the county outlines around `places`, with a space between them."""
    return _addresses(frozenset(place.state for place in places) & DRAWN)


@lru_cache(maxsize=500)
def _addresses(states: frozenset[str]) -> str:
    return " ".join(static(f"{OUTLINES}/{state.lower()}.json") for state in sorted(states))

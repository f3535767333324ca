"""A text with what its page keeps up to date: crisis lines, and homes with a bed open."""

import re
from collections.abc import Iterator
from datetime import datetime

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.html import CleanHtml, clean
from articles.needs import NEEDS
from articles.related import entries_for_needs, entries_in_cities
from articles.text_pictures import drawn
from listings.cards import cards_of
from listings.models import SearchEntry

register = template.Library()
CRISIS = '<aside class="crisis"></aside>'
HOUSES = re.compile(
    r'<aside class="houses"(?: data-city="([a-z0-9-]+)")?(?: data-need="([a-z_=]+)")?></aside>'
)
Place = tuple[str, str]
EVERYWHERE: Place = ("", "")


@register.simple_tag(takes_context=True)
def live(context: Context, body: str) -> SafeString:
    """`body` was cleaned on its way in; a place for homes stays empty while no bed is open."""
    html = drawn(clean(body), first_early=bool(context.get("leading")))
    html = CleanHtml(html.replace(CRISIS, _crisis())) if CRISIS in html else html
    if HOUSES.search(html):
        html = CleanHtml("".join(_with_houses(html, context.get("at") or timezone.now())))
    return mark_safe(html)  # noqa: S308  our own templates around cleaned HTML


def _crisis() -> str:
    return render_to_string("components/_crisis_block.html")


def _with_houses(html: str, at: datetime) -> Iterator[str]:
    """The pieces around the places and what stands in them, read together for all."""
    parts = HOUSES.split(html)
    places = [(city or "", need or "") for city, need in zip(parts[1::3], parts[2::3], strict=True)]
    entries = _entries(places, at)
    every = {entry.house_id: entry for found in entries.values() for entry in found}
    cards = {card.house_id: card for card in cards_of(list(every.values()), at=at)}
    yield parts[0]
    for (city, need), rest in zip(places, parts[3::3], strict=True):
        found = [entry for entry in entries.get((city, need), []) if entry.house_id in cards]
        if found:
            context = {
                "cards": [cards[entry.house_id] for entry in found],
                "city": found[0].city if city else None,
                "need": NEEDS[need].words if need else "",
                "query": "&".join(filter(None, [need, city and f"city={city}", "open=now"])),
            }
            yield render_to_string("components/_houses_block.html", context)
        yield rest


def _entries(places: list[Place], at: datetime) -> dict[Place, list[SearchEntry]]:
    """In two questions: cities, and everything else once there is a need."""
    wanted = [place for place in places if place[1]]
    anywhere = EVERYWHERE in places
    cities = [city for city, need in places if city and not need]
    plain = {}
    if cities or not wanted:
        plain = entries_in_cities(cities, anywhere=anywhere and not wanted, at=at)
    if wanted and anywhere:
        wanted.insert(0, EVERYWHERE)
    return {(city, ""): found for city, found in plain.items()} | entries_for_needs(wanted, at=at)

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
from articles.related import entries_in_cities
from articles.text_pictures import drawn
from listings.cards import cards_of

register = template.Library()
CRISIS = '<aside class="crisis"></aside>'
HOUSES = re.compile(r'<aside class="houses"(?: data-city="([a-z0-9-]+)")?></aside>')


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
    places = [city or "" for city in parts[1::2]]
    entries = entries_in_cities(filter(None, places), anywhere="" in places, at=at)
    every = {entry.pk: entry for found in entries.values() for entry in found}
    cards = {card.house_id: card for card in cards_of(list(every.values()), at=at)}
    yield parts[0]
    for city, rest in zip(places, parts[2::2], strict=True):
        found = [entry for entry in entries.get(city, []) if entry.house_id in cards]
        if found:
            context = {
                "cards": [cards[entry.house_id] for entry in found],
                "city": found[0].city if city else None,
            }
            yield render_to_string("components/_houses_block.html", context)
        yield rest

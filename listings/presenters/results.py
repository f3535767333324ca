"""The parts of a list of homes, filled with plain values (`recovery_site.shapes`)."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext

from listings.cards import Card
from listings.models import City
from listings.presenters.map import map_of
from listings.search import Found
from recovery_site.shapes import fill

Parts = dict[str, SafeString]


def results_of(
    found: Found, cards: Sequence[Card], cities: Sequence[City], *,
    sorts: Sequence[dict[str, Any]] = (), chips: Sequence[dict[str, str]] = (),
    clear_url: str = "", query: str = "",
) -> Parts:  # fmt: skip
    """What `listings/_results.html` and `listings/_results_map.html` put in their places.

    `sorts` and `chips` are those of `presenters.finding`; `query` belongs to the page, without
    its number. Each part is filled by itself, because each has few shapes, and all together many.
    """
    return {
        "head": fill("listings/_results_head.html", _head(found, sorts)),
        "chips": _chips(chips, clear_url),
        "pages": _pages(found, query),
        "map": _map(cards, cities),
    }


def _head(found: Found, sorts: Sequence[dict[str, Any]]) -> dict[str, Any]:
    language = get_language() or ""
    return {
        "homes": _homes(language, found.total),
        "beds": _beds_open(language, found.open_beds) if found.open_beds else "",
        "sorts": list(sorts) if found.total > 1 else [],
    }


def _chips(chips: Sequence[dict[str, str]], clear_url: str) -> SafeString:
    values = {"chips": list(chips), "clear_url": clear_url}
    return fill("components/_filter_chips.html", values) if chips else SafeString()


def _pages(found: Found, query: str) -> SafeString:
    """As `components/_pagination.html` draws a page of a paginator."""
    if found.pages == 1:
        return SafeString()
    before, after = found.page - 1, found.page + 1
    page = {
        "has_other_pages": True,
        "has_previous": before > 0,
        "has_next": after <= found.pages,
        "number": str(found.page),
        "previous_page_number": str(before),
        "next_page_number": str(after),
        "paginator": {"num_pages": str(found.pages)},
    }
    return fill("components/_pagination.html", {"page_obj": page, "query": query})


def _map(cards: Sequence[Card], cities: Sequence[City]) -> SafeString:
    if not cards:
        return SafeString()
    around = map_of([card.place for card in cards], cities)
    # Of our own templates, where everything was escaped.
    rows = mark_safe("".join(card.row for card in cards))  # noqa: S308
    return fill("listings/_results_map.html", around | {"map_places": True, "rows": rows})


@lru_cache(maxsize=2_000)
def _homes(_language: str, n: int) -> str:
    return ngettext("%(homes)s home", "%(homes)s homes", n) % {"homes": n}


@lru_cache(maxsize=2_000)
def _beds_open(_language: str, n: int) -> str:
    return ngettext("%(beds)s bed open", "%(beds)s beds open", n) % {"beds": n}


def described(homes: int) -> str:
    """What search engines read of a list of so many homes."""
    return _described(get_language() or "", homes)


@lru_cache(maxsize=2_000)
def _described(_language: str, n: int) -> str:
    words = ngettext(
        "%(homes)s sober-living home with open beds, weekly cost and rules.",
        "%(homes)s sober-living homes with open beds, weekly cost and rules.",
        n,
    )
    return words % {"homes": n}

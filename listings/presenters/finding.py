"""What the list of houses says about what was asked for, and what else may be asked."""

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from listings.choices import HouseOrder
from listings.filters import HouseFilter
from listings.forms import HouseFilterForm
from listings.geometry import miles_of
from listings.models import City
from listings.places import suggestions
from listings.search import Found
from listings.words import money

MOST_RELAXATIONS = 4
MOST_MEANT = 2
NEAR = {"near", "within", "city"}


def url_of(wanted: HouseFilter) -> str:
    query = wanted.query
    return _path(get_language()) + (f"?{query}" if query else "")


@lru_cache
def _path(language: str | None) -> str:
    return reverse("house_list")


def chips_of(wanted: HouseFilter, form: HouseFilterForm) -> list[dict[str, str]]:
    """A label for everything that is asked for, and where it is not."""
    return [
        {"label": label_of(name, wanted, form), "remove_url": url_of(wanted.without(name))}
        for name in wanted.asked
    ]


def label_of(name: str, wanted: HouseFilter, form: HouseFilterForm) -> str:
    """`name` is one of `HouseFilter.asked`."""
    field, _colon, choice = name.partition(":")
    value: Any = choice or getattr(wanted, field)
    match field:
        case "near":
            words = {"miles": wanted.within, "place": value.label}
            return _("Within %(miles)d miles of %(place)s") % words
        case "by":
            return _("A bed opens by %(date)s") % {"date": date_format(value, "M j")}
        case "max_weekly":
            return _("Up to %(amount)s a week") % {"amount": money(value)}
        case "max_move_in":
            return _("Up to %(amount)s to move in") % {"amount": money(value)}
        case "days":
            return ngettext("%(n)d day sober", "%(n)d days sober", value) % {"n": value}
        case "q":
            return _("“%(words)s”") % {"words": value}
    choices: Any = form.fields[field]
    return str(dict(choices.choices).get(value, value))


def sorts_of(wanted: HouseFilter, sort: str) -> list[dict[str, Any]]:
    offered = [order for order in HouseOrder if order != HouseOrder.NEAREST or wanted.near]
    plain = url_of(wanted)
    sorted_by = f"{plain}{'&' if '?' in plain else '?'}sort="
    return [
        {
            "label": capfirst(str(order.label)),
            "url": plain if order == HouseOrder.SOONEST else sorted_by + order.value,
            "current": order == sort,
        }
        for order in offered
    ]


def unknowns_of(wanted: HouseFilter, found: Found) -> list[dict[str, Any]]:
    """Houses that fit all else, of which one has to ask what they cost or expect."""
    sentences = {
        "price": lambda n: ngettext(
            "%(n)d more home fits, but shows no price yet. See it and ask us.",
            "%(n)d more homes fit, but show no price yet. See them and ask us.",
            n,
        ),
        "move_in": lambda n: ngettext(
            "%(n)d more home fits, but does not show what moving in costs. See it and ask us.",
            "%(n)d more homes fit, but do not show what moving in costs. See them and ask us.",
            n,
        ),
        "days": lambda n: ngettext(
            "%(n)d more home fits, but does not say how long you have to be sober. Ask us.",
            "%(n)d more homes fit, but do not say how long you have to be sober. Ask us.",
            n,
        ),
    }
    return [
        {"words": sentences[asked](n) % {"n": n}, "url": url_of(wanted.asking(asked))}
        for asked, n in found.unknown.items()
        if n
    ]


def meant_by(wanted: HouseFilter, found: Found, cities: Sequence[City]) -> list[dict[str, str]]:
    """Places that somebody may have looked for by words that no home has, and the homes near them.

    A city is written into the field for words as well, and not always as it is spelled.
    """
    if found.total or not wanted.q:
        return []
    rest = [(name, value) for name, value in wanted.without("q").parameters if name not in NEAR]
    return [
        {"place": place, "url": f"{reverse('house_list')}?{urlencode([('near', place), *rest])}"}
        for place in suggestions(wanted.q, cities)[:MOST_MEANT]
    ]


def relaxations_of(
    wanted: HouseFilter, found: Found, form: HouseFilterForm
) -> list[dict[str, str]]:
    """The nearest ways out of an empty list; each leads to at least one house."""
    ways = []
    for name, n in sorted(found.without.items(), key=lambda item: -item[1]):
        if n:
            ways.append(_way(name, n, wanted, found, form))
    return ways[:MOST_RELAXATIONS]


def _way(
    name: str, n: int, wanted: HouseFilter, found: Found, form: HouseFilterForm
) -> dict[str, str]:
    homes = ngettext("%(n)d home", "%(n)d homes", n) % {"n": n}
    nearest = found.nearest.get(name)
    if name == "near":
        return _farther(homes, wanted, found)
    if name in {"open", "by"} and nearest:
        first = date_format(nearest, "M j")
        words = _("%(homes)s if it can be later. The first bed opens %(date)s")
        words %= {"homes": homes, "date": first}
    elif name in {"max_weekly", "max_move_in"} and nearest:
        words = _("%(homes)s if you can pay more, from %(amount)s")
        words %= {"homes": homes, "amount": f"${ceil(nearest / 100):,}"}
    elif name == "days" and nearest is not None:
        words = _("%(homes)s once you have %(days)d days sober")
        words %= {"homes": homes, "days": nearest}
    else:
        words = _("%(homes)s without “%(filter)s”")
        words %= {"homes": homes, "filter": label_of(name, wanted, form)}
    return {"words": words, "url": url_of(wanted.without(name))}


def _farther(homes: str, wanted: HouseFilter, found: Found) -> dict[str, str]:
    for miles, n in found.counts["within"].items():
        if n and int(miles) > wanted.within:
            some = ngettext("%(n)d home", "%(n)d homes", n) % {"n": n}
            words = _("%(homes)s if you look within %(miles)s miles")
            wider = wanted.around(int(miles))
            return {"words": words % {"homes": some, "miles": miles}, "url": url_of(wider)}
    nearest = round(miles_of(found.nearest["near"]))
    words = _("%(homes)s farther away. The nearest is about %(miles)s miles from there")
    return {
        "words": words % {"homes": homes, "miles": f"{nearest:,}"},
        "url": url_of(wanted.without("near")),
    }

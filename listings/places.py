"""Where "near" is: a ZIP, or a city by its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby
from statistics import fmean

from listings.models import City, ZipCode
from recovery_site.full_text import plain

ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")
MOST_SUGGESTIONS = 4
ALIKE = 0.7


@dataclass(frozen=True, slots=True)
class Place:
    """A point in degrees, and what to call it: a ZIP, or "Boynton Beach, FL"."""

    label: str
    latitude: float
    longitude: float


def places_named(text: str, ours: Sequence[City]) -> list[Place]:
    """Every place that is called so, those with homes of ours first; [] when there is none."""
    text = text.strip()
    if ZIP.fullmatch(text):
        found = ZipCode.objects.filter(pk=text[:5])
        return [Place(row.pk, row.latitude, row.longitude) for row in found]
    name, state = _name_and_state(text)
    own = [
        Place(str(city), float(city.latitude), float(city.longitude))
        for city in ours
        if plain(city.name) == name and state in {"", city.state}
    ]
    return own if own or not name else _elsewhere(name, state)


def suggestions(text: str, ours: Sequence[City]) -> list[str]:
    """Places that somebody may have meant, the likeliest first."""
    name, _state = _name_and_state(text)
    if not name:
        return []
    own = {plain(city.name): str(city) for city in ours}
    near = _alike(name, own)
    states = {city.state for city in ours}
    others = ZipCode.objects.filter(state__in=states, key__startswith=name[0]).order_by()
    known = {key: f"{city}, {state}" for key, city, state in others.values_list(
        "key", "city", "state"
    ).distinct()}  # fmt: skip
    near += _alike(name, known)
    return list(dict.fromkeys(near))[:MOST_SUGGESTIONS]


def _alike(name: str, known: dict[str, str]) -> list[str]:
    """Those with such a name, then those that begin so: "boyton" is like "boynton beach"."""
    words = len(name.split())
    beginnings = {" ".join(key.split()[:words]): label for key, label in known.items()}
    return [
        names[key]
        for names in (known, beginnings)
        for key in get_close_matches(name, names, MOST_SUGGESTIONS, ALIKE)
    ]


def _elsewhere(name: str, state: str) -> list[Place]:
    rows = ZipCode.objects.filter(key=name).order_by("state", "pk")
    if state:
        rows = rows.filter(state=state)
    return [
        Place(f"{towns[0].city}, {where}", _middle(towns, "latitude"), _middle(towns, "longitude"))
        for where, group in groupby(rows, key=lambda row: row.state)
        if (towns := list(group))
    ]


def _middle(towns: list[ZipCode], axis: str) -> float:
    return round(fmean(getattr(town, axis) for town in towns), 4)


def _name_and_state(text: str) -> tuple[str, str]:
    """ "St. Petersburg, FL" is ("st petersburg", "FL"); the state may be missing."""
    name, comma, state = text.rpartition(",")
    if comma and re.fullmatch(r"\s*[A-Za-z]{2}\s*", state):
        return plain(name), state.strip().upper()
    words = plain(text).split()
    if len(words) > 1 and words[-1] in STATES:
        return " ".join(words[:-1]), words[-1].upper()
    return " ".join(words), ""


STATES = frozenset(
    re.findall(
        "[a-z]{2}",
        "al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh"
        " nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy pr vi gu as mp",
    )
)

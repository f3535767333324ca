"""Keeps what a search reads the same as what the houses are; see `recovery_site.editions`."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Prefetch, Q

from listings.choices import HouseStatus, Taxonomy, TimeZone
from listings.models import BedInterval, House, SearchEntry, SearchTerm, SearchText, TaxonomyTerm
from listings.search_windows import entries_of
from recovery_site.editions import Changed, settles, ticks
from recovery_site.full_text import plain

# Count it up when `search_windows` judges otherwise than before.
VERSION = 1

AT_ONCE = 200
# What several houses show, and how a house points at it.
SHARED = {
    "city": "city",
    "operator": "operator",
    "terms": "terms",
    "body": "certifications__body",
}
SEARCHED = (Taxonomy.AMENITY, Taxonomy.PATHWAY, Taxonomy.LANGUAGE)


def _shape() -> list[Any]:
    return [
        VERSION,
        settings.AVAILABILITY_STALE_DAYS,
        settings.AVAILABILITY_HIDDEN_DAYS,
        [language for language, _name in settings.LANGUAGES],
    ]


@settles(shaped_by=_shape)
def search_index(changes: set[Changed] | None, *, since: datetime) -> None:
    bits = _bits()
    keys = _changed_houses(changes)
    if keys is None:
        SearchEntry.objects.all().delete()
        SearchText.objects.all().delete()
        keys = list(House.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        _index(keys[start : start + AT_ONCE], bits, since=since)


@ticks
def next_house_change(*, at: datetime) -> datetime | None:
    """Of what is said about houses: their own instants, and midnight, when days get new names."""
    midnights = [_next_midnight(at, zone) for zone in TimeZone.values]
    own = SearchEntry.objects.next_change(at=at)
    return min([*midnights, own] if own else midnights)


def _next_midnight(at: datetime, time_zone: str) -> datetime:
    local = at.astimezone(ZoneInfo(time_zone))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return (midnight + timedelta(days=1)).astimezone(at.tzinfo)


def _changed_houses(changes: set[Changed] | None) -> list[int] | None:
    """Keys, also of houses that are gone; None for all."""
    if changes is None:
        return None
    keys: dict[str, set[int]] = {}
    for change in changes:
        if change.key is not None:
            keys.setdefault(change.kind, set()).add(change.key)
    houses = keys.get("house", set())
    for kind, path in SHARED.items():
        if keys.get(kind):
            its = House.objects.filter(**{f"{path}__in": keys[kind]})
            houses |= set(its.values_list("pk", flat=True))
    return sorted(houses)


def _bits() -> dict[int, int]:
    """The bit of each term that can be searched for. A term keeps its bit for life."""
    terms = TaxonomyTerm.objects.filter(taxonomy__in=SEARCHED).order_by("pk")
    SearchTerm.objects.exclude(term__in=terms.values("pk")).delete()
    given = dict(SearchTerm.objects.values_list("term", "bit"))
    free = [bit for bit in range(SearchTerm.MOST) if bit not in set(given.values())]
    waiting = [key for key in terms.values_list("pk", flat=True) if key not in given]
    new = [SearchTerm(term_id=key, bit=bit) for key, bit in zip(waiting, free, strict=False)]
    SearchTerm.objects.bulk_create(new)
    return given | {row.term_id: row.bit for row in new}


def _index(keys: Collection[int], bits: dict[int, int], *, since: datetime) -> None:
    SearchEntry.objects.filter(house__in=keys).delete()
    SearchText.objects.filter(house__in=keys).delete()
    houses = list(_with_everything(keys, since=since))
    entries = (entry for house in houses for entry in entries_of(house, bits, since=since))
    SearchEntry.objects.bulk_create(entries, batch_size=500)
    SearchText.objects.bulk_create(_texts(houses))


def _with_everything(keys: Collection[int], *, since: datetime) -> Iterable[House]:
    living = BedInterval.objects.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=since))
    return (
        House.objects.filter(pk__in=keys, status=HouseStatus.PUBLISHED)
        .select_related("city", "operator", "welcome", "program", "medication", "rules", "costs")
        .prefetch_related(
            Prefetch("rooms__beds__intervals", living),
            "rates",
            "certifications",
            "terms",
            "texts",
        )
    )


def _texts(houses: Iterable[House]) -> list[SearchText]:
    return [
        SearchText(house=house, language=language, words=_words(house, language))
        for house in houses
        for language, _name in settings.LANGUAGES
    ]


def _words(house: House, language: str) -> str:
    parts = [house.name, house.neighborhood, house.city.name]
    for text in house.texts.all():
        if text.language == language:
            parts += [text.summary, text.description]
    return plain(" ".join(parts))

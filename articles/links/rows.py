"""The rows behind addresses: one query for each kind of page that is asked for."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from articles.html.quick import anchors
from articles.links.addresses import Place
from articles.links.states import State, Target, seen
from articles.models import Article, Page, Picture, Topic
from listings.models import City, FormerHousePath, House
from recovery_site.pictures import version_in

# Past this many, all of a table are read: no statement takes any number of values.
MOST_NAMED = 500
# Places of the page around a text.
AROUND = frozenset({"main", "ask", "top"})
ALWAYS_THERE = {
    "home": _("The first page"),
    "article_list": _("All articles"),
    "house_list": _("All homes"),
    "open_beds": _("Every open bed"),
    "shortlist_start": _("A list of homes to keep"),
    "callback_request": _("Ask for a call"),
}

Found = dict[Place, Target]
Reader = Callable[[set[Place], datetime, set[Place]], Found]


def rows_at(places: Iterable[Place], *, at: datetime, with_anchors: set[Place]) -> Found:
    groups: dict[str, set[Place]] = defaultdict(set)
    for place in places:
        groups[place.view].add(place)
    found: Found = {}
    for view, group in groups.items():
        if reader := _READERS.get(view):
            found |= reader(group, at, with_anchors & group)
        else:
            title = str(ALWAYS_THERE.get(view, ""))
            found |= dict.fromkeys(group, Target(State.PUBLIC, title))
    return found


def _articles(places: set[Place], at: datetime, named: set[Place]) -> Found:
    columns = ("slug", "language", "title", "status", "published_at", "expires_at")
    rows = _named(Article.objects.only(*columns), places)
    found = {(row.slug, row.language): seen(row.is_public(at), row.title) for row in rows}
    return _placed(places, found, _anchors(Article.objects.all(), named))


def _pages(places: set[Place], at: datetime, named: set[Place]) -> Found:
    rows = _named(Page.objects.only("slug", "language", "title", "published_at"), places)
    found = {(row.slug, row.language): seen(row.is_public(at), row.title) for row in rows}
    return _placed(places, found, _anchors(Page.objects.all(), named))


def _topics(places: set[Place], at: datetime, named: set[Place]) -> Found:
    published = Article.objects.published(at=at).filter(
        topics=OuterRef("pk"), language=OuterRef("language")
    )
    rows = _named(Topic.objects.annotate(leads=Exists(published)), places)
    found = {(row.slug, row.language): seen(row.leads or bool(row.intro), row.name) for row in rows}
    return _placed(places, found, {})


def with_publicity(at: datetime) -> QuerySet[Any]:
    """All houses, each with `is_seen`."""
    public = House.objects.public(at=at).filter(pk=OuterRef("pk"))
    return House.objects.annotate(is_seen=Exists(public))


def _houses(places: set[Place], at: datetime, named: set[Place]) -> Found:
    houses = with_publicity(at).select_related("city").only("slug", "name", "city__slug")
    rows: dict[tuple[str, ...], Any] = {
        (row.city.slug, row.slug): row for row in _named(houses, places, nth=1)
    }
    found = {
        place: seen(row.is_seen, row.name) for place in places if (row := rows.get(place.keys))
    }
    return found | _former_houses(places - found.keys(), at)


def _former_houses(places: set[Place], at: datetime) -> Found:
    if not places:
        return {}
    public = House.objects.public(at=at).filter(pk=OuterRef("house"))
    former = FormerHousePath.objects.filter(Exists(public)).select_related("house__city")
    rows: dict[tuple[str, ...], House] = {
        (row.city_slug, row.slug): row.house for row in _named(former, places, nth=1)
    }
    return {
        place: Target(State.MOVED, house.name, house.get_absolute_url())
        for place in places
        if (house := rows.get(place.keys))
    }


def _cities(places: set[Place], at: datetime, named: set[Place]) -> Found:
    with_homes = House.objects.public(at=at).filter(city=OuterRef("pk"))
    rows = _named(City.objects.annotate(has_homes=Exists(with_homes)), places)
    found = {(row.slug,): seen(row.has_homes, str(row)) for row in rows}
    return {place: found[place.keys] for place in places if place.keys in found}


def _files(places: set[Place], at: datetime, named: set[Place]) -> Found:
    """Pictures of the library, and files of before that a text still shows."""
    versions = {place: version_in(place.keys[0]) for place in places}
    known = Picture.objects.filter(version__in={one for one in versions.values() if one})
    titles: dict[UUID | None, str] = dict(known.values_list("version", "title"))
    return {
        place: Target(State.PUBLIC, titles.get(versions[place], ""))
        for place in places
        if versions[place] in titles or default_storage.exists(place.keys[0])
    }


def _named(rows: QuerySet[Any], places: set[Place], nth: int = 0) -> QuerySet[Any]:
    """Those whose slug one of `places` names as its `nth` key."""
    slugs = {place.keys[nth] for place in places}
    return rows.filter(slug__in=slugs) if len(slugs) <= MOST_NAMED else rows


def _placed(
    places: set[Place], found: dict[tuple[str, str], Target], anchors_at: dict[Place, frozenset]
) -> Found:
    result = {}
    for place in places:
        if target := found.get((place.keys[0], place.language)):
            result[place] = replace(target, anchors=anchors_at.get(place))
    return result


def _anchors(rows: QuerySet[Any], places: set[Place]) -> dict[Place, frozenset[str]]:
    if not places:
        return {}
    bodies = _named(rows, places).values_list("slug", "language", "body")
    found = {(slug, language): AROUND | set(anchors(body)) for slug, language, body in bodies}
    return {
        place: found[key] for place in places if (key := (place.keys[0], place.language)) in found
    }


_READERS: dict[str, Reader] = {
    "article_detail": _articles,
    "page_detail": _pages,
    "topic_detail": _topics,
    "house_detail": _houses,
    "house_questions": _houses,
    "city_detail": _cities,
    "media": _files,
}

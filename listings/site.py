"""What every page says about the operator and its cities, read at most once a request."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Sum, prefetch_related_objects

from listings.models import City, Operator, SearchEntry
from listings.office_hours import Office
from listings.promise import promise_words
from listings.search import SearchTerms, search_terms
from listings.search_memory import Memory
from recovery_site import editions


class Site:
    """One query each for the owner with its hours, its holidays and the cities, when asked for."""

    def __init__(self, request: Any, at: datetime) -> None:
        self.request, self.at = request, at

    @cached_property
    def owner(self) -> Operator | None:
        owner: Operator | None = self.remember("owner", Operator.objects.site_owner)
        return owner

    @cached_property
    def owner_with_hours(self) -> Operator | None:
        """Hours and holidays take two queries more, which not every page can spend."""
        owner: Operator | None = self.remember("hours", lambda: _with_hours(self.owner))
        return owner

    def meet(self, operator: Operator) -> None:
        """An operator that was read already; if it owns the site, the owner is not read again."""
        if operator.is_site_owner and "owner" not in self.__dict__:
            self.__dict__["owner"] = operator

    @cached_property
    def office(self) -> Office | None:
        owner = self.owner_with_hours
        return self.remember("office", lambda: Office.of(owner)) if owner else None

    @cached_property
    def promise(self) -> str:
        """ "We call you today by 2:30 pm."; "" before there is an owner."""
        # A page that says it may say something else from the next minute on.
        self.request.kept_until = self.at.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return promise_words(self.office, self.at) if self.office else ""

    @cached_property
    def cities(self) -> list[City]:
        """Those with a public house, each with `house_count` and `open_beds`."""
        cities: list[City] = self.remember("cities", lambda: cities_with_houses(at=self.at))
        return cities

    @cached_property
    def terms(self) -> SearchTerms:
        terms: SearchTerms = self.remember("terms", search_terms)
        return terms

    @cached_property
    def memory(self) -> Memory | None:
        """All that a search reads, where the houses are few enough to be held in memory.

        Read after the edition was, so it shows an instant of it.
        """
        houses = sum(city.house_count for city in self.cities)
        if self._edition is None or houses > settings.HOUSES_IN_MEMORY:
            return None
        memory: Memory = editions.share(self._edition, "memory", lambda: Memory.read(at=self.at))
        return memory

    @property
    def _edition(self) -> int | None:
        return getattr(self.request, "edition", None)

    def remember(self, name: str, make: Callable[[], Any]) -> Any:
        """What follows from the content alone, made once for an edition. Nobody may change it."""
        return editions.share(self._edition, name, make)


def _with_hours(operator: Operator | None) -> Operator | None:
    if operator:
        prefetch_related_objects([operator], "office_hours", "holidays")
    return operator


def cities_with_houses(*, at: datetime) -> list[City]:
    """Cities where a visitor finds a house, by name; with `house_count` and `open_beds`."""
    columns = [field.attname for field in City._meta.concrete_fields]
    entries = SearchEntry.objects.public(at=at).for_seeker("")
    rows = (
        entries.values(**{f"of_{name}": F(f"city__{name}") for name in columns})
        .annotate(house_count=Count("pk"), open_bed_count=Sum("open_beds"))
        .order_by("city__name", "city__state", "city")
    )
    cities = []
    for row in rows:
        city = City(**{name: row[f"of_{name}"] for name in columns})
        city.house_count, city.open_beds = row["house_count"], row["open_bed_count"]
        cities.append(city)
    return cities


def site_of(request: Any, *, at: datetime) -> Site:
    """The one of this request; `at` is the clock of whoever asks first."""
    if not hasattr(request, "site_on_pages"):
        request.site_on_pages = Site(request, at)
    return request.site_on_pages

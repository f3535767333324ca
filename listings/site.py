"""What every page says about the operator and its cities, read at most once a request."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Count, F, Sum, prefetch_related_objects

from listings.models import City, Operator, SearchEntry
from listings.office_hours import Office
from listings.promise import promise_words
from listings.search import SearchTerms, search_terms
from recovery_site import editions


class Site:
    """One query each for the owner with its hours, its holidays and the cities, when asked for."""

    def __init__(self, request: Any, at: datetime) -> None:
        self.request, self.at = request, at

    @cached_property
    def owner(self) -> Operator | None:
        owner: Operator | None = self._remember("owner", Operator.objects.site_owner)
        return owner

    @cached_property
    def owner_with_hours(self) -> Operator | None:
        """Hours and holidays take two queries more, which not every page can spend."""
        return _with_hours(self.owner) if self.owner else None

    def meet(self, operator: Operator) -> None:
        """An operator that was read already; if it owns the site, the owner is not read again."""
        if operator.is_site_owner and "owner" not in self.__dict__:
            self.__dict__["owner"] = operator

    @cached_property
    def office(self) -> Office | None:
        office: Office | None = self._remember("office", self._read_office)
        return office

    def _read_office(self) -> Office | None:
        owner = self.owner_with_hours
        return Office.of(owner) if owner else None

    @cached_property
    def promise(self) -> str:
        """ "We call you today by 2:30 pm."; "" before there is an owner."""
        # A page that says it may say something else from the next minute on.
        self.request.kept_until = self.at.replace(second=0, microsecond=0) + timedelta(minutes=1)
        return promise_words(self.office, self.at) if self.office else ""

    @cached_property
    def cities(self) -> list[City]:
        """Those with a public house, each with `house_count` and `open_beds`."""
        cities: list[City] = self._remember("cities", lambda: cities_with_houses(at=self.at))
        return cities

    @cached_property
    def terms(self) -> SearchTerms:
        terms: SearchTerms = self._remember("terms", search_terms)
        return terms

    def _remember(self, name: str, make: Callable[[], Any]) -> Any:
        return editions.remember(getattr(self.request, "edition", None), name, make)


def _with_hours(operator: Operator) -> Operator:
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

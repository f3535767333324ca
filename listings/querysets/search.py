from datetime import datetime

from django.db import models
from django.db.models import Case, F, Min, Value, When


class SearchEntryQuerySet(models.QuerySet):
    def public(self, *, at: datetime) -> "SearchEntryQuerySet":
        """The public door: one entry for each public house, audience and kind of room."""
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def for_seeker(self, gender: str, *, private: bool = False) -> "SearchEntryQuerySet":
        """What a person looking for `gender` ("" for anyone) may have."""
        # As a list, because SQLite takes `NOT private` for something no index helps with.
        return self.filter(audience=gender, private__in=[private])

    def soonest_first(self) -> "SearchEntryQuerySet":
        """In the order of `search.find`."""
        return self.order_by("rank", F("opens_on").asc(nulls_last=True), "-open_beds", "house")

    def soonest_in(self, *, gender: str, city: int) -> "SearchEntryQuerySet":
        """Houses for the same people: the soonest bed first, those of the city before others."""
        elsewhere = Case(When(city=city, then=Value(0)), default=Value(1))
        soonest = F("opens_on").asc(nulls_last=True)
        houses = self.for_seeker(gender).select_related("city")
        return houses.order_by("rank", elsewhere, soonest, "-open_beds", "house")

    def next_change(self, *, at: datetime) -> datetime | None:
        """The first instant after `at` at which the clock alone changes something."""
        return self.filter(starts_at__gt=at).aggregate(first=Min("starts_at"))["first"]

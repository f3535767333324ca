"""What every page says about the operator and its cities, read at most once a request."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import prefetch_related_objects

from listings.models import City, Operator
from listings.office_hours import Office
from listings.promise import promise_words


class Site:
    """One query each for the owner with its hours, its holidays and the cities, when asked for."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    @cached_property
    def owner(self) -> Operator | None:
        return Operator.objects.prefetch_related("office_hours").site_owner()

    @cached_property
    def office(self) -> Office | None:
        if self.owner is None:
            return None
        prefetch_related_objects([self.owner], "holidays")
        return Office.of(self.owner)

    @cached_property
    def promise(self) -> str:
        """ "We call you today by 2:30 pm."; "" before there is an owner."""
        return promise_words(self.office, self.at) if self.office else ""

    @cached_property
    def cities(self) -> list[City]:
        """Those with a public house, each with `house_count` and `open_beds`."""
        return list(City.objects.with_public_houses(at=self.at))


def site_of(request: Any, *, at: datetime) -> Site:
    """The one of this request; `at` is the clock of whoever asks first."""
    if not hasattr(request, "site_on_pages"):
        request.site_on_pages = Site(at)
    return request.site_on_pages

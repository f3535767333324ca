from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, Min, Q, Value

from listings.geometry import vector
from recovery_site.full_text import Matches


class SearchEntryQuerySet(models.QuerySet):
    def public(self, *, at: datetime) -> "SearchEntryQuerySet":
        """The public door: one entry for each public house, audience and kind of room."""
        return self.filter(starts_at__lte=at, ends_at__gt=at)

    def for_seeker(self, gender: str, *, private: bool = False) -> "SearchEntryQuerySet":
        """What a person looking for `gender` ("" for anyone) may have."""
        return self.filter(audience=gender, private=private)

    def around(self, latitude: float, longitude: float) -> "SearchEntryQuerySet":
        """Annotates `chord`, the squared straight line to a point in degrees."""
        along = zip(("x", "y", "z"), vector(latitude, longitude), strict=True)
        parts = [(F(axis) - Value(value), axis) for axis, value in along]
        x, y, z = (part for part, _axis in parts)
        output = models.FloatField()
        return self.annotate(
            chord=models.ExpressionWrapper(x * x + y * y + z * z, output_field=output)
        )

    def next_change(self, *, at: datetime) -> datetime | None:
        """The first instant after `at` at which the clock alone changes something."""
        return self.filter(starts_at__gt=at).aggregate(first=Min("starts_at"))["first"]


def saying(question: str, language: str) -> Q:
    """Entries of houses whose words in `language` answer a free-text question."""
    texts: Any = apps.get_model("listings", "SearchText").objects.filter(language=language)
    found = texts.filter(
        Matches("pk", table="listings_searchtext", column="words", question=question)
    )
    return Q(house__in=found.values("house"))

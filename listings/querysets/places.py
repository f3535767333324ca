from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce


def _count(rows: models.QuerySet, city: str) -> Coalesce:
    of_city = rows.filter(**{city: OuterRef("pk")}).order_by().values(city)
    counted = of_city.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


class CityQuerySet(models.QuerySet):
    def with_public_houses(self, *, at: datetime) -> "CityQuerySet":
        """Cities where a visitor finds a house, by name; with `house_count` and `open_beds`."""
        houses = apps.get_model("listings", "House").objects.public(at=at)
        intervals = apps.get_model("listings", "BedInterval").objects.open(at=at)
        fresh = houses.freshly_confirmed(at=at).values("pk")
        return (
            self.annotate(
                house_count=_count(houses, "city"),
                open_beds=_count(
                    intervals.filter(bed__room__house__in=fresh), "bed__room__house__city"
                ),
            )
            .filter(house_count__gt=0)
            .order_by("name", "state", "pk")
        )

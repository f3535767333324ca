from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef


class CityQuerySet(models.QuerySet):
    def with_public_houses(self, *, at: datetime) -> "CityQuerySet":
        """Cities that a visitor can find at least one house in, by name."""
        houses = apps.get_model("listings", "House").objects.public(at=at)
        return self.filter(Exists(houses.filter(city=OuterRef("pk")))).order_by(
            "name", "state", "pk"
        )

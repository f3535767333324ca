from django.db import models
from django.db.models import Exists, OuterRef, Q


class PhotoQuerySet(models.QuerySet):
    def in_order(self) -> "PhotoQuerySet":
        return self.order_by("position", "pk")

    def covers(self) -> "PhotoQuerySet":
        """The first photo of each house."""
        before = Q(position__lt=OuterRef("position")) | Q(
            position=OuterRef("position"), pk__lt=OuterRef("pk")
        )
        return self.filter(
            ~Exists(self.model._default_manager.filter(before, house=OuterRef("house")))
        )

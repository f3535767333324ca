from django.db.models import Exists, OuterRef, Q

from listings.querysets.own import OwnedQuerySet


class PhotoQuerySet(OwnedQuerySet):
    to_operator, to_house = "house__operator", "house"

    def in_order(self) -> "PhotoQuerySet":
        return self.order_by("position", "pk")

    def drawn(self) -> "PhotoQuerySet":
        """What visitors may see. The others wait for the worker."""
        return self.filter(version__isnull=False)

    def covers(self) -> "PhotoQuerySet":
        """The first photo of each house that visitors may see."""
        return self.with_place().filter(is_cover=True)

    def with_place(self) -> "PhotoQuerySet":
        """`is_cover`: visitors see this one first."""
        before = Q(position__lt=OuterRef("position")) | Q(
            position=OuterRef("position"), pk__lt=OuterRef("pk")
        )
        drawn = Q(version__isnull=False)
        earlier = self.model._default_manager.filter(before, drawn, house=OuterRef("house"))
        return self.annotate(is_cover=drawn & ~Exists(earlier))

from datetime import datetime

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from listings.models import City, House
from recovery_site.sitemaps import SiteSitemap

CHANGED = Greatest(
    "updated_at", "published_at", Coalesce("availability_confirmed_at", "updated_at")
)


class HouseSitemap(SiteSitemap):
    name = "houses"

    def items(self) -> QuerySet:
        houses = House.objects.public(at=self.at).annotate(changed_at=CHANGED)
        return houses.select_related("city").order_by("pk")

    def lastmod(self, item: House) -> datetime:
        return item.changed_at  # type: ignore[attr-defined]  # annotated by items


class CitySitemap(SiteSitemap):
    name = "cities"

    def items(self) -> QuerySet:
        """Each city with the last change of one of its houses."""
        houses = House.objects.public(at=self.at).annotate(changed_at=CHANGED)
        here = houses.filter(city=OuterRef("pk")).order_by().values("city")
        last = here.annotate(last=Max("changed_at")).values("last")
        cities = City.objects.annotate(changed_at=Subquery(last))
        return cities.filter(changed_at__isnull=False).order_by("pk")

    def lastmod(self, item: City) -> datetime:
        return item.changed_at  # type: ignore[attr-defined]  # annotated by items

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from listings import actions
from listings.models import City, CityText


class CityTextInline(admin.StackedInline):
    model = CityText
    extra = 0
    min_num = 1


@admin.register(City)
class CityAdmin(admin.ModelAdmin):
    show_facets = admin.ShowFacets.NEVER
    list_display = ("name", "state", "county", "slug", "house_total")
    list_filter = ("state",)
    search_fields = ("name", "county", "slug")
    ordering = ("name", "state", "pk")
    inlines = (CityTextInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[City]:
        return super().get_queryset(request).annotate(houses_here=Count("houses"))

    @admin.display(description=_("houses"), ordering="houses_here")
    def house_total(self, city: City) -> int:
        return city.houses_here  # type: ignore[attr-defined]  # read by get_queryset

    def get_readonly_fields(self, request: HttpRequest, obj: City | None = None) -> tuple[str, ...]:
        """The address stays: every house under it is printed with it."""
        return ("slug",) if obj else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: City | None = None
    ) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"slug": ("name", "state")}

    def save_model(self, request: HttpRequest, obj: City, *args: Any) -> None:
        super().save_model(request, obj, *args)
        actions.refresh_social_pictures(houses=obj.houses.all(), at=timezone.now())

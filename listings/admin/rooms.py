from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from listings.admin.tables import TableInline
from listings.models import Bed, Room
from recovery_site.admin.own import OwnRows


class BedInline(TableInline):
    model = Bed
    ordering = ("label", "pk")
    verbose_name = _("bed")
    verbose_name_plural = _("beds: who is in them is set on the house’s bed page")


@admin.register(Room)
class RoomAdmin(OwnRows, admin.ModelAdmin):
    show_facets = admin.ShowFacets.NEVER
    list_display = ("name", "house", "room_type", "gender", "bed_total")
    list_filter = ("room_type", "gender")
    list_select_related = ("house",)
    search_fields = ("name", "house__name")
    autocomplete_fields = ("house",)
    ordering = ("house__name", "position", "name", "pk")
    inlines = (BedInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Room]:
        return super().get_queryset(request).annotate(beds_here=Count("beds"))

    @admin.display(description=_("beds"), ordering="beds_here")
    def bed_total(self, room: Room) -> int:
        return room.beds_here  # type: ignore[attr-defined]  # read by get_queryset

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from listings.admin.bed_history import BedHistory
from listings.admin.board import board
from listings.admin.tables import TableInline
from listings.choices import BedState
from listings.models import Bed, BedInterval
from recovery_site.admin.own import OwnRows


class IntervalInline(TableInline):
    """The bed's life, to read. It is written by the actions of the house's bed page."""

    model = BedInterval
    fields = readonly_fields = (
        "state",
        "starts_at",
        "ends_at",
        "expected_open_on",
        "reason",
        "by",
    )
    ordering = ("-starts_at", "-pk")

    def has_add_permission(self, request: HttpRequest, obj: Bed | None = None) -> bool:
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def get_queryset(self, request: HttpRequest) -> QuerySet[BedInterval]:
        return super().get_queryset(request).select_related("by")


class StateFilter(admin.SimpleListFilter):
    title = _("state now")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return BedState.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Bed]) -> QuerySet[Bed]:
        return queryset.filter(state_now=self.value()) if self.value() else queryset


@admin.register(Bed)
class BedAdmin(BedHistory, OwnRows, admin.ModelAdmin):
    show_facets = admin.ShowFacets.NEVER
    list_display = ("__str__", "room", "house", "state_words", "expected_open_on", "change_state")
    list_filter = (StateFilter, "room__house__city")
    list_select_related = ("room__house",)
    search_fields = ("room__house__name", "room__name", "label")
    ordering = ("room__house__name", "room__position", "room__name", "label", "pk")
    autocomplete_fields = ("room",)
    inlines = (IntervalInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bed]:
        return super().get_queryset(request).with_state(at=timezone.now())

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(board(self))
        return [path("board/", view, name="listings_bed_board"), *super().get_urls()]

    @admin.display(description=_("house"), ordering="room__house__name")
    def house(self, bed: Bed) -> str:
        return bed.room.house.name

    @admin.display(description=_("state now"))
    def state_words(self, bed: Bed) -> str:
        return str(BedState(bed.state_now).label) if bed.state_now else str(_("not entered yet"))

    @admin.display(description=_("expected to open"))
    def expected_open_on(self, bed: Bed):
        return bed.expected_open_on

    @admin.display(description=_("change"))
    def change_state(self, bed: Bed) -> str:
        url = reverse("admin:listings_house_beds", args=[bed.room.house_id])
        return format_html('<a href="{}#bed-{}">{}</a>', url, bed.pk, _("Bed page"))

from django.contrib import admin
from django.http import HttpRequest

from listings.models import TaxonomyTerm


@admin.register(TaxonomyTerm)
class TaxonomyTermAdmin(admin.ModelAdmin):
    show_facets = admin.ShowFacets.NEVER
    list_display = ("name", "taxonomy", "position", "code")
    list_filter = ("taxonomy",)
    search_fields = ("name", "code")
    ordering = ("taxonomy", "position", "name", "pk")

    def get_readonly_fields(
        self, request: HttpRequest, obj: TaxonomyTerm | None = None
    ) -> tuple[str, ...]:
        return ("taxonomy", "code") if obj else ()

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: TaxonomyTerm | None = None
    ) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"code": ("name",)}

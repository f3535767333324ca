from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from listings.models import SheetImport
from recovery_site.admin.own import OwnRows
from recovery_site.admin.staff import staff


@admin.register(SheetImport)
class SheetImportAdmin(OwnRows, admin.ModelAdmin):
    """A spreadsheet is brought, looked at and started. Nobody edits one."""

    about = _(
        "Houses, beds, articles and topics from a spreadsheet, and into one. You see what would "
        "happen before anything does, and can undo it for 30 days."
    )
    list_display = ("name", "what", "state", "created_at", "by")
    list_select_related = ("by",)
    ordering = ("-created_at", "-pk")
    show_facets = admin.ShowFacets.NEVER
    change_list_template = "admin/listings/sheetimport/change_list.html"

    @admin.display(description=_("what is in it"), ordering="kind")
    def what(self, sheet: SheetImport) -> str:
        from listings.admin import sheet_pages

        return sheet_pages.label_of(sheet.kind)

    def get_urls(self) -> list[URLPattern]:
        # Read here and below: workers load each admin and show no page of it.
        from listings.admin import sheet_files, sheet_pages

        pages: list[tuple[str, Any, str]] = [
            ("<int:pk>/start/", sheet_pages.start, "start"),
            ("<int:pk>/undo/", sheet_pages.undo, "undo"),
            ("<int:pk>/mistakes/", sheet_files.mistakes, "mistakes"),
            ("export/", sheet_files.export, "export"),
            ("template/", sheet_files.template, "template"),
        ]
        own = [
            path(
                where,
                self.admin_site.admin_view(partial(page, self)),
                name=f"listings_sheetimport_{name}",
            )
            for where, page, name in pages
        ]
        return [*own, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        from listings.admin import sheet_pages

        return sheet_pages.add(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        from listings.admin import sheet_pages

        return sheet_pages.detail(self, request, object_id)

    def delete_model(self, request: HttpRequest, obj: SheetImport) -> None:
        from listings.actions import sheets

        sheets.remove(sheet=obj, by=staff(request), at=timezone.now())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[SheetImport]) -> None:
        for sheet in queryset:
            self.delete_model(request, sheet)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The rows go with it, and need neither a list nor a permission."""
        names = [str(each) for each in objs]
        return names, {str(self.opts.verbose_name_plural): len(names)}, set(), []

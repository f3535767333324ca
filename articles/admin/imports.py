from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.actions import wordpress
from articles.admin import import_pages
from articles.models import ImportRun
from recovery_site.admin.staff import staff


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    """An import is brought, looked at and started. Nobody edits one."""

    about = _(
        "Bring posts, pages and pictures over from a WordPress blog. You see what would happen "
        "before anything does, and every address of before leads on."
    )
    list_display = ("name", "site", "state", "created_at", "by")
    list_select_related = ("by",)
    ordering = ("-created_at", "-pk")
    show_facets = admin.ShowFacets.NEVER

    def get_urls(self) -> list[URLPattern]:
        names: dict[str, Callable[..., HttpResponse]] = {
            "start": import_pages.start,
            "stop": import_pages.stop,
            "table": import_pages.table,
        }
        own = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(partial(page, self)),
                name=f"articles_importrun_{name}",
            )
            for name, page in names.items()
        ]
        return [*own, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return import_pages.add(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return import_pages.detail(self, request, object_id)

    def delete_model(self, request: HttpRequest, obj: ImportRun) -> None:
        wordpress.remove_run(run=obj, by=staff(request), at=timezone.now())

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[ImportRun]) -> None:
        for run in queryset:
            self.delete_model(request, run)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """The lines of the report go with it, and need neither a list nor a permission."""
        names = [str(each) for each in objs]
        return names, {str(self.opts.verbose_name_plural): len(names)}, set(), []

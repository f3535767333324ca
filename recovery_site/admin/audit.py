from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recovery_site.admin.audit_filters import ActionFilter, DaysFilter, KindFilter
from recovery_site.admin.read_only import ReadOnly
from recovery_site.audit_words import Thing, sentence, things
from recovery_site.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, admin.ModelAdmin):
    """Who did what, in sentences. Each links to what it is about, where the reader may see it."""

    list_display = ("at", "told", "field_names")
    list_display_links = ("at",)
    list_filter = (
        DaysFilter,
        ("actor", admin.RelatedOnlyFieldListFilter),
        ActionFilter,
        KindFilter,
    )
    list_select_related = ("actor",)
    list_per_page = 50
    empty_value_display = gettext_lazy("the site, or a visitor")
    search_fields = ("=object_uuid",)
    search_help_text = gettext_lazy("The long number of an object.")
    ordering = ("-at", "-pk")
    sortable_by = ("at",)
    fields = ("at", "told", "field_names", "object_type", "object_uuid")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    class Media:
        css = {"all": ["css/admin_audit.css"]}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        title = {"title": _("Who did what")}
        response = super().changelist_view(request, title | (extra_context or {}))
        if changelist := getattr(response, "context_data", {}).get("cl"):
            rows = list(changelist.result_list)
            known = things(rows)
            for row in rows:
                row.told = self._told(request, row, known)
            changelist.result_list = rows
        return response

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> AuditEvent | None:
        event = super().get_object(request, object_id, from_field)
        if event:
            event.told = self._told(request, event, things([event]))
        return event

    @admin.display(description=gettext_lazy("what happened"))
    def told(self, event: AuditEvent) -> str:
        return event.told

    def _told(
        self, request: HttpRequest, event: AuditEvent, known: dict[UUID | None, Thing]
    ) -> str:
        thing = known[event.object_uuid]
        words = sentence(event, thing)
        address = self._address(request, thing)
        if not address or thing.words not in words:
            return words
        before, _separator, after = words.partition(thing.words)
        return format_html('{}<a href="{}">{}</a>{}', before, address, thing.words, after)

    def _address(self, request: HttpRequest, thing: Thing) -> str:
        page = thing.model and self.admin_site._registry.get(thing.model)
        if thing.key is None or not page or not page.has_view_permission(request):
            return ""
        return reverse(
            f"admin:{thing.model._meta.label_lower.replace('.', '_')}_change", args=[thing.key]
        )

    @admin.display(description=AuditEvent._meta.get_field("fields").verbose_name, empty_value="")
    def field_names(self, event: AuditEvent) -> str:
        return ", ".join(name.replace("_", " ") for name in event.fields)

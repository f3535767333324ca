from django.contrib import admin

from recovery_site.admin.read_only import ReadOnly
from recovery_site.models import AuditEvent


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("at", "actor", "action", "object_type", "object_uuid", "field_names")
    list_display_links = ("at",)
    list_filter = ("action", "object_type", ("actor", admin.RelatedOnlyFieldListFilter))
    list_select_related = ("actor",)
    search_fields = ("=object_uuid",)
    ordering = ("-at", "-pk")
    sortable_by = ("at",)
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    @admin.display(description=AuditEvent._meta.get_field("fields").verbose_name)
    def field_names(self, event: AuditEvent) -> str:
        return ", ".join(event.fields)

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.actions import note_reading
from intake.models import Contact
from intake.phones import shown
from recovery_site.admin.own import OwnRows


@admin.register(Contact)
class ContactAdmin(OwnRows, admin.ModelAdmin):
    """Read-only, and not to be searched here: a search would put the person into an address."""

    list_display = ("short_uuid", "name", "language", "time_zone", "created_at")
    list_display_links = ("short_uuid",)
    sortable_by = ("created_at",)
    ordering = ("-created_at", "-pk")
    show_full_result_count = False
    fields = ("name", "shown_phone", "email", "language", "time_zone", "created_at", "operator")

    @admin.display(description=_("person"))
    def short_uuid(self, contact: Contact) -> str:
        return str(contact.uuid)[:8]

    @admin.display(description=_("phone"))
    def shown_phone(self, contact: Contact) -> str:
        return shown(contact.phone)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Contact | None:
        """The one way to a person's page, which is why reading is noted here."""
        contact = super().get_object(request, object_id, from_field)
        if contact and self.has_view_permission(request, contact):
            note_reading(what=contact, by=request.user, at=timezone.now(), action="viewed")
        return contact

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        return super().get_queryset(request).select_related("operator")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Contact | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Contact | None = None) -> bool:
        return False

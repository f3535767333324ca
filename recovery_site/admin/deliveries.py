from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from recovery_site.actions import resend
from recovery_site.admin.read_only import ReadOnly
from recovery_site.models import OutboxMessage, User
from recovery_site.outbox import in_words


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("person", _("Needs a person")),
            ("waiting", _("Waiting")),
            ("delivered", _("Delivered")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet[OutboxMessage]:
        match self.value():
            case "person":
                return queryset.needing_a_person()
            case "waiting":
                return queryset.waiting()
            case "delivered":
                return queryset.filter(delivered_at__isnull=False)
        return queryset


@admin.register(OutboxMessage)
class OutboxMessageAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ("what", "uuid", "created_at", "due_at", "attempts", "state", "last_error")
    list_filter = (StateFilter, "kind")
    search_fields = ("=uuid",)
    ordering = ("-created_at", "-pk")
    sortable_by = ("created_at", "due_at", "attempts")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = ("try_again",)

    @admin.display(description=_("what"))
    def what(self, message: OutboxMessage) -> str:
        return in_words(message.kind)

    @admin.display(description=_("state"))
    def state(self, message: OutboxMessage) -> str:
        if message.delivered_at:
            return _("delivered")
        return _("needs a person") if message.gave_up_at else _("waiting")

    def has_try_again_permission(self, request: HttpRequest) -> bool:
        user: User = request.user
        return user.has_perm("recovery_site.change_outboxmessage")

    @admin.action(description=_("Try again what was given up"), permissions=["try_again"])
    def try_again(self, request: HttpRequest, chosen: QuerySet[OutboxMessage]) -> None:
        at = timezone.now()
        count = sum(resend(message=message, by=request.user, at=at) for message in chosen)
        words = ngettext(
            "%(n)d delivery is tried again now.", "%(n)d deliveries are tried again now.", count
        )
        self.message_user(request, words % {"n": count}, messages.SUCCESS)

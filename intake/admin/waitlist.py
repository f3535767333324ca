from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from intake.actions.hold_ends import lasts
from intake.admin import wait_page
from intake.models import Wait
from intake.querysets import ASK_AGAIN_AFTER, LAPSES_AFTER
from listings.words import money
from recovery_site.admin.own import OwnRows


class PartFilter(admin.SimpleListFilter):
    """Without a choice it is who waits now."""

    title = _("part")
    parameter_name = "part"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("ask", _("To ask again")), ("ended", _("Over")), ("all", _("Everybody"))]

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        choices = super().choices(changelist)
        yield next(choices) | {"display": _("Waiting now")}
        yield from choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Wait]) -> QuerySet[Wait]:
        at = timezone.now()
        match self.value():
            case "ask":
                return queryset.filter(pk__in=Wait.objects.to_ask_again(at=at).values("pk"))
            case "ended":
                return queryset.exclude(ended_at=None)
            case "all":
                return queryset
        return queryset.filter(ended_at=None)


@admin.register(Wait)
class WaitAdmin(OwnRows, admin.ModelAdmin):
    """First come first. People get here from their request, and leave it by a button."""

    change_list_template = "admin/intake/waitlist.html"
    list_display = ("who", "gender", "wanted", "earliest_on", "budget", "joined_at", "still")
    list_display_links = ("who",)
    list_filter = (PartFilter, "gender", ("house", admin.RelatedOnlyFieldListFilter))
    ordering = ("joined_at", "pk")
    sortable_by = ()
    actions = None
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def get_queryset(self, request: HttpRequest) -> QuerySet[Wait]:
        rows = super().get_queryset(request)
        return rows.select_related("person", "house", "hold", "operator", "joined_by")

    def get_urls(self) -> list:
        def by(view: Callable[..., HttpResponse]) -> Any:
            def bound(request: HttpRequest, pk: int) -> HttpResponse:
                return view(self, request, pk)

            return self.admin_site.admin_view(bound)

        views = {"keep": wait_page.keep, "end": wait_page.end, "offer": wait_page.offer}
        own = [
            path(f"<int:pk>/{name}/", by(view), name=f"intake_wait_{name}")
            for name, view in views.items()
        ]
        return [*own, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(request, {"title": _("Waitlist")} | (extra_context or {}))

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        return wait_page.show(self, request, object_id)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Wait | None = None) -> bool:
        return False

    @admin.display(description=_("name"))
    def who(self, wait: Wait) -> str:
        return _("erased") if wait.person.anonymized_at else wait.person.name

    @admin.display(description=_("waits for"))
    def wanted(self, wait: Wait) -> str:
        return wait.house.name if wait.house else _("any house")

    @admin.display(description=_("a week"))
    def budget(self, wait: Wait) -> str:
        return money(wait.weekly_budget) if wait.weekly_budget else "–"

    @admin.display(description=_("still waits"))
    def still(self, wait: Wait) -> SafeString:
        at = timezone.now()
        age = at - wait.confirmed_at
        if wait.ended_at:
            tone, words = "none", wait.get_end_reason_display()
        elif lasts(wait.hold, at=at):
            tone, words = "calm", _("a bed is held")
        elif age >= LAPSES_AFTER:
            tone, words = "red", _("not heard of for four weeks: lapsed")
        elif age >= ASK_AGAIN_AFTER:
            tone, words = "amber", _("ask them again")
        else:
            asked = ngettext("asked %(n)d day ago", "asked %(n)d days ago", age.days)
            tone, words = "calm", asked % {"n": age.days} if age.days else _("asked lately")
        return format_html('<span class="due due-{}">{}</span>', tone, words)

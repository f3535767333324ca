from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from listings import actions
from listings.admin.tables import TableInline
from listings.models import Holiday, Membership, OfficeHours, Operator
from recovery_site.admin.own import OwnRows


class OfficeHoursInline(TableInline):
    model = OfficeHours
    ordering = ("weekday", "opens_at")


class HolidayInline(TableInline):
    model = Holiday
    ordering = ("on",)


class MembershipInline(OwnRows, admin.StackedInline):
    model = Membership
    extra = 0
    classes = ("collapse",)
    autocomplete_fields = ("user",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        members = super().get_queryset(request)
        return members.select_related("user").prefetch_related("houses").order_by("user__name")


@admin.register(Operator)
class OperatorAdmin(OwnRows, admin.ModelAdmin):
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget}
    }
    show_facets = admin.ShowFacets.NEVER
    list_display = ("name", "phone", "email", "is_site_owner")
    search_fields = ("name", "legal_name", "phone")
    ordering = ("name", "pk")
    inlines = (OfficeHoursInline, HolidayInline, MembershipInline)
    fieldsets = (
        (None, {"fields": ("name", "legal_name", "is_site_owner")}),
        (
            _("How people reach you"),
            {
                "fields": (
                    "phone",
                    "phone_hours_note",
                    "email",
                    "time_zone",
                    "callback_promise_minutes",
                )
            },
        ),
        (_("What every page says"), {"fields": ("ownership_note", "payment_note")}),
        (
            _("Certification"),
            {"fields": ("certification_url", "code_of_ethics_url", "grievance_url")},
        ),
    )

    def save_model(self, request: HttpRequest, obj: Operator, *args: Any) -> None:
        super().save_model(request, obj, *args)
        actions.refresh_social_pictures(houses=obj.houses.all(), at=timezone.now())

from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from listings import actions
from listings.admin.inviting import ALL_HOUSES, invite_staff
from listings.admin.tables import TableInline
from listings.choices import Role
from listings.models import Holiday, Membership, OfficeHours, Operator
from recovery_site.admin.own import OwnRows


class OfficeHoursInline(TableInline):
    model = OfficeHours
    ordering = ("weekday", "opens_at")


class HolidayInline(TableInline):
    model = Holiday
    ordering = ("on",)


class MembershipForm(forms.ModelForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("role") == Role.OWNER and data.get("houses"):
            self.add_error("houses", ALL_HOUSES)
        return data


class MembershipInline(OwnRows, admin.StackedInline):
    model = Membership
    form = MembershipForm
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

    change_form_template = "admin/listings/operator/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        invite = self.admin_site.admin_view(partial(invite_staff, self))
        return [path("invite/", invite, name="listings_operator_invite"), *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Operator, *args: Any) -> None:
        super().save_model(request, obj, *args)
        actions.refresh_social_pictures(houses=obj.houses.all(), at=timezone.now())

from django.contrib import admin
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from listings.models import CertifyingBody


@admin.register(CertifyingBody)
class CertifyingBodyAdmin(admin.ModelAdmin):
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget}
    }
    list_display = ("short_name", "name", "registry_url", "certificate_total")
    search_fields = ("short_name", "name")
    ordering = ("short_name", "pk")
    fieldsets = (
        (None, {"fields": ("name", "short_name", "note")}),
        (
            _("What the pages of certified houses link to"),
            {"fields": ("registry_url", "code_of_ethics_url", "grievance_url")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[CertifyingBody]:
        return super().get_queryset(request).annotate(certificate_total=Count("certifications"))

    @admin.display(description=_("certificates"), ordering="certificate_total")
    def certificate_total(self, body: CertifyingBody) -> int:
        return body.certificate_total

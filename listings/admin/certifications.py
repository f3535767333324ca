from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from listings.actions import moud_refusal
from listings.choices import HouseStatus
from listings.models import Certification
from recovery_site.admin.own import OwnRows


class CertificationForm(forms.ModelForm):
    def _post_clean(self) -> None:
        """A published house that refuses medication can't become a certified one."""
        super()._post_clean()  # type: ignore[misc]  # fills the instance
        house = self.cleaned_data.get("house")
        if self.errors or house is None or house.status != HouseStatus.PUBLISHED:
            return
        medication = getattr(house, "medication", None)
        refused = medication.refused_moud if medication else []
        if refused and self.instance.valid_at(timezone.now()):
            self.add_error(None, moud_refusal(refused))


@admin.register(Certification)
class CertificationAdmin(OwnRows, SimpleHistoryAdmin):
    form = CertificationForm
    show_facets = admin.ShowFacets.NEVER
    list_display = ("house", "body", "number", "level", "expires_on", "is_valid")
    list_filter = ("body", "level", "expires_on")
    list_select_related = ("house__operator", "body")
    search_fields = ("house__name", "number", "body__name", "body__short_name")
    autocomplete_fields = ("house",)
    ordering = ("expires_on", "pk")
    date_hierarchy = "expires_on"
    readonly_fields = ("verified_by",)

    @admin.display(description=_("valid"), boolean=True)
    def is_valid(self, certificate: Certification) -> bool:
        return certificate.valid_at(timezone.now())

    def save_model(
        self, request: HttpRequest, obj: Certification, form: forms.ModelForm, change: bool
    ) -> None:
        stamp_verifier(obj, form, request)
        super().save_model(request, obj, form, change)


def stamp_verifier(certificate: Certification, form: forms.ModelForm, request: HttpRequest) -> None:
    """Who gave the date is who saw it."""
    if "verified_on" in form.changed_data:
        certificate.verified_by = request.user if certificate.verified_on else None

"""What hangs on a house and is edited on its page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from listings.actions import moud_refusal
from listings.admin.tables import TableInline
from listings.choices import HouseStatus
from listings.models import (
    Certification,
    CertifyingBody,
    HouseCosts,
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseText,
    HouseWelcome,
    Rate,
    Room,
)


class GroupInline(admin.StackedInline):
    """A group of facts. It is made with the house, so that nobody has to add it."""

    extra = 1
    max_num = 1
    can_delete = False


class WelcomeInline(GroupInline):
    model = HouseWelcome


class ProgramInline(GroupInline):
    model = HouseProgram


class MedicationFormSet(forms.BaseInlineFormSet):
    """Refuses what would break the promise of a certified house that is public."""

    certifications: forms.BaseInlineFormSet | None = None  # the other half, given by the house

    def clean(self) -> None:
        super().clean()
        if self.instance.status != HouseStatus.PUBLISHED or not self._certified():
            return
        for form in self.forms:
            refused = form.instance.refused_moud
            if refused:
                raise ValidationError(moud_refusal(refused))

    def _certified(self) -> bool:
        at = timezone.now()
        if self.certifications is None:
            return Certification.objects.valid(at=at).filter(house=self.instance).exists()
        return any(
            form.is_valid() and form.instance.issued_on and form.instance.valid_at(at)
            for form in self.certifications.forms
            if form not in self.certifications.deleted_forms
        )


class MedicationInline(GroupInline):
    model = HouseMedication
    formset = MedicationFormSet


class RulesInline(GroupInline):
    model = HouseRules


class CostsInline(GroupInline):
    model = HouseCosts


class RateInline(TableInline):
    model = Rate
    fields = ("room_type", "amount", "period", "periods_in_advance", "weekly_amount")
    readonly_fields = ("weekly_amount",)
    ordering = ("weekly_amount", "pk")


class TextInline(admin.StackedInline):
    model = HouseText
    extra = 0
    min_num = 0

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, forms.Textarea):
            field.widget.attrs["rows"] = 10 if db_field.name == "description" else 3
        return field


class CertificationInline(admin.StackedInline):
    model = Certification
    fields = (
        ("body", "number", "level"),
        ("issued_on", "expires_on", "revoked_on"),
        ("verified_on", "verified_by"),
    )
    readonly_fields = ("verified_by",)
    ordering = ("-expires_on", "pk")
    extra = 0

    def get_queryset(self, request: HttpRequest) -> QuerySet[Certification]:
        return super().get_queryset(request).select_related("body", "verified_by")

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The bodies are read once for all rows."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "body":
            bodies = CertifyingBody.objects.order_by("short_name", "pk")
            field.choices = [("", "---------"), *((body.pk, str(body)) for body in bodies)]
        return field


class RoomInline(TableInline):
    model = Room
    fields = ("name", "room_type", "gender", "on_ground_floor", "position")
    ordering = ("position", "name", "pk")
    show_change_link = True
    verbose_name_plural = _("rooms: open one to name its beds")

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from listings import actions
from listings.admin import house_actions
from listings.admin.bed_page import bed_page
from listings.admin.certifications import stamp_verifier
from listings.admin.groups import (
    CertificationInline,
    CostsInline,
    MedicationFormSet,
    MedicationInline,
    ProgramInline,
    RateInline,
    RoomInline,
    RulesInline,
    TextInline,
    WelcomeInline,
)
from listings.admin.house_columns import HouseColumns, ToneFilter
from listings.admin.house_form import HouseForm
from listings.admin.house_history import HouseHistory
from listings.admin.my_houses import my_houses
from listings.admin.photos import PhotoInline, photo_preview
from listings.models import Certification, House
from recovery_site.admin.own import OwnRows

FIELDSETS = (
    (None, {"fields": ("name", ("operator", "status_words"), "house_type", "gender")}),
    (_("Beds and money, computed"), {"fields": ("bed_words", "move_in_words", "checked_words")}),
    (
        _("Where it is"),
        {
            "fields": (
                ("city", "slug"),
                ("zip_code", "show_zip_code"),
                "neighborhood",
                "street_address",
                ("latitude", "longitude"),
            )
        },
    ),
    (
        _("The building"),
        {
            "fields": (
                ("bedrooms", "bathrooms"),
                ("square_feet", "stories", "parking_spaces"),
            )
        },
    ),
    (_("Amenities, languages, ways to pay"), {"fields": ("terms",), "classes": ("collapse",)}),
)


@admin.register(House)
class HouseAdmin(HouseColumns, OwnRows, HouseHistory):
    form = HouseForm
    fieldsets = FIELDSETS
    readonly_fields = ("status_words", "bed_words", "move_in_words", "checked_words")
    list_display = (
        "name",
        "beds_link",
        "confirmed",
        "city",
        "gender",
        "status",
        "weekly",
    )
    list_filter = (
        "status",
        ToneFilter,
        "gender",
        "city",
        ("operator", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("name", "slug", "zip_code", "street_address", "city__name", "neighborhood")
    ordering = ("name", "pk")
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    actions = (
        house_actions.confirm,
        house_actions.publish,
        house_actions.pause,
        house_actions.archive,
    )
    inlines = (
        TextInline,
        PhotoInline,
        RoomInline,
        RateInline,
        CostsInline,
        WelcomeInline,
        ProgramInline,
        MedicationInline,
        RulesInline,
        CertificationInline,
    )
    change_form_template = "admin/listings/house/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[House]:
        return super().get_queryset(request).with_facts(at=timezone.now())

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: House | None = None
    ) -> dict[str, tuple[str, ...]]:
        return {} if obj else {"slug": ("name",)}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["widget"] = forms.Select()  # not wrapped in the four signs for related objects
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_urls(self) -> list:
        beds = path(
            "<int:house_id>/beds/",
            self.admin_site.admin_view(bed_page(self)),
            name="listings_house_beds",
        )
        photo = path(
            "<int:house_id>/photos/<int:photo_id>/",
            self.admin_site.admin_view(photo_preview(self)),
            name="listings_house_photo",
        )
        mine = path(
            "mine/", self.admin_site.admin_view(my_houses(self)), name="listings_house_mine"
        )
        return [beds, photo, mine, *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: House | None = None) -> bool:
        """What was public once is archived: its address stands on paper somewhere."""
        fresh = obj is not None and obj.published_at is None
        return fresh and super().has_delete_permission(request, obj)

    def delete_model(self, request: HttpRequest, obj: House) -> None:
        actions.delete_house(house=obj)

    def _create_formsets(self, request: HttpRequest, obj: Any, change: bool) -> Any:
        formsets, inlines = super()._create_formsets(request, obj, change)
        by_model = {formset.model: formset for formset in formsets}
        for formset in formsets:
            if isinstance(formset, MedicationFormSet):
                formset.certifications = by_model.get(Certification)
        return formsets, inlines

    def save_model(
        self, request: HttpRequest, obj: House, form: forms.ModelForm, change: bool
    ) -> None:
        moved = change and {"city", "slug"} & set(form.changed_data)
        if not moved:
            super().save_model(request, obj, form, change)
            return
        city, slug = obj.city, obj.slug
        before = House.objects.select_related("city").get(pk=obj.pk)
        obj.city, obj.slug = before.city, before.slug
        super().save_model(request, obj, form, change)
        actions.move_house(house=obj, city=city, slug=slug, by=request.user, at=timezone.now())

    def save_formset(
        self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool
    ) -> None:
        if formset.model is Certification:
            for row in formset.forms:
                stamp_verifier(row.instance, row, request)
        super().save_formset(request, form, formset, change)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, *args: Any) -> None:
        super().save_related(request, form, *args)
        saved = House.objects.filter(pk=form.instance.pk)
        actions.refresh_social_pictures(houses=saved, at=timezone.now())

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["moves"] = house_actions.buttons_for(context.get("original"))
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: House) -> HttpResponse:
        for name in house_actions.ON_HOUSE:
            if name in request.POST:
                house_actions.act(request, obj, name)
                return redirect("admin:listings_house_change", obj.pk)
        return super().response_change(request, obj)

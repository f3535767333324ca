from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
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
from listings.admin.house_preview import house_check, house_preview
from listings.admin.house_tabs import CHOSEN, SLUGS, tabs_of
from listings.admin.house_totals import typed_totals
from listings.admin.my_houses import my_houses
from listings.admin.occupancy import occupancy
from listings.admin.photos import PhotoFormSet, PhotoInline, photo_preview
from listings.models import Certification, House
from recovery_site.admin.drafts import KeepsDrafts
from recovery_site.admin.own import OwnRows
from recovery_site.admin.two_editors import TwoEditors

FIELDSETS = (
    (
        None,
        {
            "fields": (
                "name",
                ("operator", "status_words"),
                "house_type",
                "gender",
                "bed_words",
                "checked_words",
            )
        },
    ),
    (
        _("The building"),
        {"fields": (("bedrooms", "bathrooms"), ("square_feet", "stories", "parking_spaces"))},
    ),
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
    (_("Computed from the rates and costs below"), {"fields": ("move_in_words",)}),
    (_("Amenities, languages, ways to pay"), {"fields": ("terms",)}),
)


# Beside those that Django makes.
PAGES: dict[str, tuple[str, Callable[[Any], Callable[..., HttpResponse]]]] = {
    "beds": ("<int:house_id>/beds/", bed_page),
    "photo": ("<int:house_id>/photos/<int:photo_id>/", photo_preview),
    "preview": ("<int:house_id>/preview/", house_preview),
    "check": ("<int:house_id>/check/", house_check),
    "mine": ("mine/", my_houses),
    "occupancy": ("occupancy/", occupancy),
    "totals": ("totals/", typed_totals),
}


@admin.register(House)
class HouseAdmin(HouseColumns, OwnRows, TwoEditors, KeepsDrafts, HouseHistory):
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

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the signs that change or delete an operator or a city from here."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def get_urls(self) -> list:
        pages = [
            path(route, self.admin_site.admin_view(view(self)), name=f"listings_house_{name}")
            for name, (route, view) in PAGES.items()
        ]
        return [*pages, *super().get_urls()]

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
        house = context.get("original")
        for inline in context["inline_admin_formsets"]:
            if isinstance(inline.formset, PhotoFormSet) and inline.formset.is_bound:
                inline.formset.keep_uploads()
        context["moves"] = house_actions.buttons_for(house)
        context["tabs"] = tabs_of(request, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(
        self, request: HttpRequest, obj: House, post_url_continue: str | None = None
    ) -> HttpResponse:
        return _same_tab(request, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: House) -> HttpResponse:
        for name in house_actions.ON_HOUSE:
            if name in request.POST:
                house_actions.act(request, obj, name)
                return redirect("admin:listings_house_change", obj.pk)
        if "_copy" in request.POST and self.has_add_permission(request):
            return redirect("admin:listings_house_change", house_actions.copy(request, obj).pk)
        return _same_tab(request, super().response_change(request, obj))


def _same_tab(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Who saves and goes on goes on where they were."""
    tab = request.POST.get(CHOSEN)
    if "_continue" in request.POST and tab in SLUGS and isinstance(response, HttpResponseRedirect):
        joint = "&" if "?" in response.url else "?"
        return redirect(f"{response.url}{joint}tab={tab}")
    return response

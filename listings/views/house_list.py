from dataclasses import fields
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from listings.filters import HouseFilter
from listings.forms import HouseFilterForm
from listings.models import City, House
from listings.site import site_of
from listings.words import money

PER_PAGE = 24


@require_safe
def house_list(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    cities = site_of(request, at=at).cities
    form = HouseFilterForm(request.GET, cities=cities)
    valid = form.is_valid()
    wanted = _wanted(form)
    found = wanted.apply(House.objects.public(at=at), at=at)
    houses = found.for_cards(at=at, gender=wanted.gender).soonest_bed_first()
    totals = found.totals(at=at, gender=wanted.gender)
    paginator = Paginator(houses, PER_PAGE)
    paginator.count = totals["house_total"]
    context = {
        **totals,
        **_unpriced(wanted, at),
        "filter_form": form,
        "page_obj": paginator.get_page(request.GET.get("page")),
        "heading": _heading(wanted, cities),
        "chips": _chips(wanted, form),
        "clear_url": reverse("house_list"),
        "query": wanted.query,
        **_indexing(wanted),
    }
    return render(request, "listings/house_list.html", context, status=200 if valid else 422)


def _wanted(form: HouseFilterForm) -> HouseFilter:
    """What was asked for and understood."""
    names = [field.name for field in fields(HouseFilter)]
    return HouseFilter(
        **{name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
    )


def _unpriced(wanted: HouseFilter, at: Any) -> dict[str, Any]:
    """How many more houses fit that show no price, when a price was asked for."""
    if wanted.max_weekly is None:
        return {}
    others = wanted.unpriced
    return {
        "unpriced_total": others.apply(House.objects.public(at=at), at=at).count(),
        "unpriced_url": _url(others),
    }


def _indexing(wanted: HouseFilter) -> dict[str, Any]:
    """Search engines get to know the plain list and the cities, not every mixture of filters."""
    if not wanted.query:
        return {}
    city = wanted.city
    path = reverse("city_detail", args=[city]) if city else reverse("house_list")
    return {"noindex": True, "canonical_path": path}


def _heading(wanted: HouseFilter, cities: list[City]) -> str:
    for city in cities:
        if city.slug == wanted.city:
            return _("Sober-living homes in %(city)s") % {"city": city.name}
    return _("Sober-living homes")


def _chips(wanted: HouseFilter, form: HouseFilterForm) -> list[dict[str, str]]:
    labels = {
        # These names are choice fields.
        name: str(dict(form.fields[name].choices)[getattr(wanted, name)])  # type: ignore[attr-defined]
        for name in ("city", "gender", "open", "price")
        if getattr(wanted, name)
    }
    if wanted.max_weekly is not None:
        labels["max_weekly"] = _("Up to %(amount)s a week") % {"amount": money(wanted.max_weekly)}
    return [
        {"label": label, "remove_url": _url(wanted.without(name))} for name, label in labels.items()
    ]


def _url(wanted: HouseFilter) -> str:
    query = wanted.query
    return reverse("house_list") + (f"?{query}" if query else "")

from dataclasses import fields
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from listings.cards import cards_of
from listings.choices import HouseOrder
from listings.clock import local_date
from listings.filters import HouseFilter
from listings.forms import HouseFilterForm, offered_fields
from listings.presenters.finding import chips_of, meant_by, relaxations_of, sorts_of, unknowns_of
from listings.presenters.results import described, results_of
from listings.search import find
from listings.site import Site, site_of
from listings.views.paging import page_number, page_of
from recovery_site.kept import kept

MOST_PLACES = 50


@kept
@require_safe
def house_list(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    site = site_of(request, at=at)
    terms = site.terms
    form = _form(request, site, at)
    valid = form.is_valid()
    wanted, sort = _wanted(form), form.cleaned_data.get("sort", HouseOrder.SOONEST)
    page = page_number(request)
    found = find(wanted, at=at, sort=sort, page=page, terms=terms.bits, memory=site.memory)
    cards = cards_of(found.rows, at=at, eager=True)
    chips, query = chips_of(wanted, form), _query(wanted, sort)
    context = {
        "filter_form": form,
        "found": found,
        "description": described(found.total),
        "house_total": found.total,
        "open_bed_total": found.open_beds,
        "cards": cards,
        "results": results_of(
            found,
            cards,
            site.cities,
            sorts=sorts_of(wanted, sort),
            chips=chips,
            clear_url=reverse("house_list"),
            query=query,
        ),
        "page_obj": page_of(found),
        "heading": _heading(wanted, site),
        "chips": chips,
        "unknowns": unknowns_of(wanted, found),
        "relaxations": [] if found.total else relaxations_of(wanted, found, form),
        "meant": meant_by(wanted, found, site.cities),
        "clear_url": reverse("house_list"),
        "query": query,
        "places": [str(city) for city in site.cities[:MOST_PLACES]],
        **_indexing(wanted, query),
    }
    return render(request, "listings/house_list.html", context, status=200 if valid else 422)


def _form(request: HttpRequest, site: Site, at: datetime) -> HouseFilterForm:
    zone = site.owner.time_zone if site.owner else settings.TIME_ZONE
    offered = site.remember("filters", lambda: offered_fields(site.cities, site.terms.names))
    return HouseFilterForm(
        request.GET, cities=site.cities, today=local_date(at, zone), offered=offered
    )


def _wanted(form: HouseFilterForm) -> HouseFilter:
    """What was asked for and understood."""
    names = [field.name for field in fields(HouseFilter)]
    return HouseFilter(
        **{name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
    )


def _query(wanted: HouseFilter, sort: str) -> str:
    parameters = wanted.parameters
    if sort != HouseOrder.SOONEST:
        parameters.append(("sort", sort))
    return urlencode(parameters)


def _indexing(wanted: HouseFilter, query: str) -> dict[str, Any]:
    """Search engines get to know the plain list and the cities, not every mixture of filters."""
    if not query:
        return {}
    city = wanted.city
    path = reverse("city_detail", args=[city]) if city else reverse("house_list")
    return {"noindex": True, "canonical_path": path}


def _heading(wanted: HouseFilter, site: Site) -> str:
    for city in site.cities:
        if city.slug == wanted.city:
            return _("Sober-living homes in %(city)s") % {"city": city.name}
    if wanted.near:
        return _("Sober-living homes near %(place)s") % {"place": wanted.near.label}
    return _("Sober-living homes")

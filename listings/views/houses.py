from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from listings.house_page import read_beds, read_house, read_rest, read_similar
from listings.models import House
from listings.presenters import map_of, page_of, places_of, sheet_of, where_of
from listings.site import site_of
from recovery_site.kept import kept
from recovery_site.qr import qr_svg

A_DAY = 24 * 60 * 60


@kept
@require_safe
def house_detail(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    at = timezone.now()
    house = _for_page(request, city, slug, at)
    if house is None:
        return _elsewhere("house_detail", city, slug, at)
    shown = site_of(request, at=at)
    similar, towns = read_similar(house, remember=shown.remember)
    context = {
        **page_of(house, shown, read_beds(house)),
        "where": where_of(map_of(places_of([house]), towns)),
        "similar": similar,
        "promise": shown.promise,
    }
    return render(request, "listings/house_detail.html", context)


@kept
@require_safe
def house_questions(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """What families are told to ask, as a sheet to print and write on."""
    at = timezone.now()
    house = _for_page(request, city, slug, at)
    if house is None:
        return _elsewhere("house_questions", city, slug, at)
    read_rest(house)
    context = {
        **sheet_of(house, site_of(request, at=at), read_beds(house)),
        "noindex": True,
        "canonical_path": house.get_absolute_url(),
    }
    return render(request, "listings/house_questions.html", context)


@require_safe
def house_qr(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    """Leads from a print to the house's page. It costs more to draw than a page, so it is kept."""
    at = timezone.now()
    houses = House.objects.public(at=at).select_related("city")
    house = houses.filter(city__slug=city, slug=slug).first()
    if house is None:
        return _elsewhere("house_qr", city, slug, at)
    title = _("The page of %(house)s") % {"house": house.name}
    svg = qr_svg(settings.SITE_URL + house.get_absolute_url(), title=title)
    headers = {"Cache-Control": f"public, max-age={A_DAY}"}
    return HttpResponse(svg, content_type="image/svg+xml", headers=headers)


def _for_page(request: HttpRequest, city: str, slug: str, at: datetime) -> House | None:
    house = read_house(city, slug, at=at, language=request.LANGUAGE_CODE)
    if house is not None:
        site_of(request, at=at).meet(house.operator)
    return house


def _elsewhere(name: str, city: str, slug: str, at: datetime) -> HttpResponseRedirectBase:
    """Where a house went that once had this address, or that has this name in another city."""
    houses = House.objects.public(at=at).select_related("city")
    moved = houses.filter(former_paths__city_slug=city, former_paths__slug=slug).first()
    if moved:
        return redirect(_url(name, moved), permanent=True)
    namesakes = list(houses.filter(slug=slug)[:2])
    if len(namesakes) != 1:
        raise Http404
    return redirect(_url(name, namesakes[0]))


def _url(name: str, house: House) -> str:
    return reverse(name, args=[house.city.slug, house.slug])

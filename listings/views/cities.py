from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.cards import cards_of
from listings.filters import HouseFilter
from listings.models import CityText
from listings.presenters.results import results_of
from listings.search import find
from listings.site import site_of
from listings.views.paging import page_number, page_of
from recovery_site.kept import kept


@kept
@require_safe
def city_detail(request: HttpRequest, city: str) -> HttpResponse:
    at = timezone.now()
    site = site_of(request, at=at)
    cities = site.cities
    here = next((one for one in cities if one.slug == city), None)
    if here is None:
        raise Http404
    wanted = HouseFilter(city=city)
    found = find(wanted, at=at, page=page_number(request), terms={}, memory=site.memory)
    cards = cards_of(found.rows, at=at, eager=True)
    context = {
        "city": here,
        "intro": CityText.objects.filter(city=here, language=request.LANGUAGE_CODE).first(),
        "page_obj": page_of(found),
        "cards": cards,
        "house_total": found.total,
        "open_bed_total": found.open_beds,
        "results": results_of(found, cards, cities),
        "other_cities": [one for one in cities if one != here],
    }
    return render(request, "listings/city_detail.html", context)

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.cards import cards_of
from listings.choices import HouseOrder
from listings.models import CityText, SearchEntry
from listings.presenters import towns_of
from listings.search import ORDERS, PER_PAGE
from listings.site import site_of
from recovery_site.kept import kept


@kept
@require_safe
def city_detail(request: HttpRequest, city: str) -> HttpResponse:
    at = timezone.now()
    cities = site_of(request, at=at).cities
    here = next((one for one in cities if one.slug == city), None)
    if here is None:
        raise Http404
    entries = SearchEntry.objects.public(at=at).for_seeker("").filter(city=here)
    paginator = Paginator(entries.order_by(*ORDERS[HouseOrder.SOONEST], "house"), PER_PAGE)
    paginator.count = here.house_count
    page = paginator.get_page(request.GET.get("page"))
    cards = cards_of(list(page), at=at, eager=True)
    places = [card.place for card in cards]
    context = {
        "city": here,
        "intro": CityText.objects.filter(city=here, language=request.LANGUAGE_CODE).first(),
        "page_obj": page,
        "cards": cards,
        "map_places": places,
        "map_towns": towns_of(cities, places),
        "house_total": here.house_count,
        "open_bed_total": here.open_beds,
        "query": "",
        "other_cities": [one for one in cities if one != here],
    }
    return render(request, "listings/city_detail.html", context)

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirectBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.cards import cards_of
from listings.models import Bed, House, SearchEntry
from listings.presenters import costs_of, places_of, rooms_of, sections_of, towns_of
from listings.site import site_of
from recovery_site.kept import kept

MOST_SIMILAR = 3


@kept
@require_safe
def house_detail(request: HttpRequest, city: str, slug: str) -> HttpResponse:
    at = timezone.now()
    houses = House.objects.public(at=at).for_page(at=at, language=request.LANGUAGE_CODE)
    house = houses.filter(city__slug=city, slug=slug).first()
    if house is None:
        return _elsewhere(city, slug, at)
    shown = site_of(request, at=at)
    similar = list(SearchEntry.objects.public(at=at).similar_to(house)[:MOST_SIMILAR])
    cards = cards_of(similar, at=at, beside=house)
    beds = Bed.objects.filter(room__house=house).with_state(at=at).in_rooms()
    places = places_of([house])
    context = {
        "house": house,
        "rooms": rooms_of(house, beds),
        "costs": costs_of(house),
        "sections": sections_of(house, shown.owner),
        "map_places": places,
        "map_towns": towns_of([entry.city for entry in similar], places),
        "similar": cards,
        "promise": shown.promise,
    }
    return render(request, "listings/house_detail.html", context)


def _elsewhere(city: str, slug: str, at: datetime) -> HttpResponseRedirectBase:
    """Where a house went that once had this address, or that has this name in another city."""
    houses = House.objects.public(at=at).select_related("city")
    moved = houses.filter(former_paths__city_slug=city, former_paths__slug=slug).first()
    if moved:
        return redirect(moved, permanent=True)
    namesakes = list(houses.filter(slug=slug)[:2])
    if len(namesakes) != 1:
        raise Http404
    return redirect(namesakes[0])

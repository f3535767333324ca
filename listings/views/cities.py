from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.models import CityText, House
from listings.site import site_of
from listings.views.house_list import PER_PAGE


@require_safe
def city_detail(request: HttpRequest, city: str) -> HttpResponse:
    at = timezone.now()
    cities = site_of(request, at=at).cities
    here = next((one for one in cities if one.slug == city), None)
    if here is None:
        raise Http404
    houses = House.objects.public(at=at).in_city(city)
    paginator = Paginator(houses.for_cards(at=at).soonest_bed_first(), PER_PAGE)
    paginator.count = here.house_count
    context = {
        "city": here,
        "intro": CityText.objects.filter(city=here, language=request.LANGUAGE_CODE).first(),
        "page_obj": paginator.get_page(request.GET.get("page")),
        "house_total": here.house_count,
        "open_bed_total": here.open_beds,
        "query": "",
        "other_cities": [one for one in cities if one != here],
    }
    return render(request, "listings/city_detail.html", context)

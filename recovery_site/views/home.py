from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from listings.choices import Tone
from listings.forms import HouseFilterForm
from listings.models import House
from listings.site import site_of

MOST_HOUSES = 6
MOST_ARTICLES = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    site = site_of(request, at=at)
    houses = House.objects.public(at=at).for_cards(at=at).soonest_bed_first()[: 2 * MOST_HOUSES]
    articles = Article.objects.published(at=at).in_language(request.LANGUAGE_CODE)
    context = {
        "find_form": HouseFilterForm(cities=site.cities, auto_id="find_%s"),
        "house_total": sum(city.house_count for city in site.cities),
        "open_bed_total": sum(city.open_beds for city in site.cities),
        "fresh_days": settings.AVAILABILITY_STALE_DAYS,
        "open_houses": [house for house in houses if house.tone == Tone.OPEN][:MOST_HOUSES],
        "hero_house": next((house for house in houses if house.cover), None),
        "cities": site.cities,
        "articles": articles.for_cards().newest_first()[:MOST_ARTICLES],
        "promise": site.promise,
    }
    return render(request, "recovery_site/home.html", context)

from datetime import datetime

from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from listings.availability import confirmed_words
from listings.choices import Tone
from listings.forms import HouseFilterForm
from listings.models import House, Operator
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
        "confirmed_words": _last_confirmed(site.owner, at),
        "open_houses": [house for house in houses if house.tone == Tone.OPEN][:MOST_HOUSES],
        "hero_house": next((house for house in houses if house.cover), None),
        "cities": site.cities,
        "articles": articles.for_cards().newest_first()[:MOST_ARTICLES],
        "promise": site.promise,
    }
    return render(request, "recovery_site/home.html", context)


def _last_confirmed(owner: Operator | None, at: datetime) -> str:
    """When staff last looked at any house's beds; "" when that is too long ago to say."""
    fresh = House.objects.public(at=at).freshly_confirmed(at=at)
    last = fresh.aggregate(last=Max("availability_confirmed_at"))["last"]
    if owner is None or last is None:
        return ""
    return confirmed_words(last, at=at, time_zone=owner.time_zone)

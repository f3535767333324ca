from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article
from listings.cards import houses_of
from listings.choices import HouseOrder
from listings.clock import local_date
from listings.filters import OPEN, HouseFilter
from listings.forms import HouseFilterForm
from listings.search_question import Question
from listings.site import site_of
from recovery_site.kept import kept

MOST_HOUSES = 6
MOST_ARTICLES = 3


@kept
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    site = site_of(request, at=at)
    everyone = Question(HouseFilter(), at=at, terms={})
    pairs = houses_of(everyone.rows(HouseOrder.SOONEST, limit=2 * MOST_HOUSES), at=at)
    today = local_date(at, site.owner.time_zone if site.owner else settings.TIME_ZONE)
    articles = Article.objects.published(at=at).in_language(request.LANGUAGE_CODE)
    context = {
        "find_form": HouseFilterForm(cities=site.cities, today=today, auto_id="find_%s"),
        "house_total": sum(city.house_count for city in site.cities),
        "open_bed_total": sum(city.open_beds for city in site.cities),
        "fresh_days": settings.AVAILABILITY_STALE_DAYS,
        "open_houses": [house for entry, house in pairs if entry.rank == OPEN][:MOST_HOUSES],
        "hero_house": next((house for _entry, house in pairs if house.cover), None),
        "cities": site.cities,
        "articles": articles.for_cards().newest_first()[:MOST_ARTICLES],
        "promise": site.promise,
    }
    return render(request, "recovery_site/home.html", context)

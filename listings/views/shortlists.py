from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from django.core.paginator import Paginator
from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from listings.cards import houses_of
from listings.models import House, Photo, SearchEntry
from listings.presenters.shortlist import ShortlistPage
from listings.querysets.houses import valid_certificates
from listings.search import PER_PAGE
from listings.shortlists import MOST_KEPT, Shortlist, keys_of
from listings.site import site_of
from recovery_site import editions
from recovery_site.qr import qr_svg

EMPTY = "listings/shortlist_empty.html"
MOST_READ = 100


@require_safe
def shortlist_start(request: HttpRequest) -> HttpResponse:
    """Adds what is asked for to the list at hand, and leads to the link of the longer one."""
    kept = _at_hand(request)
    names = request.GET.getlist("add")[:MOST_READ]
    longer = kept.and_also(keys_of(names)) if names else kept
    if not longer.keys:
        unknown = bool(names)
        status = 404 if unknown else 200
        return render(request, EMPTY, {"unknown": unknown}, status=status)
    address = reverse("shortlist", args=[longer.cut().token])
    return HttpResponseRedirect(address + ("?full=1" if longer.is_too_long else ""))


@require_safe
def shortlist(request: HttpRequest, token: str) -> HttpResponse:
    kept = Shortlist.read(token)
    if kept is None:
        return _unreadable(request)
    at = _now(request)
    site = site_of(request, at=at)
    page = ShortlistPage(
        kept, _houses(kept, at, request.LANGUAGE_CODE), request.GET, owner=site.owner, at=at
    )
    context = {
        "page": page,
        "list_token": kept.token,
        "promise": site.promise,
        "most": MOST_KEPT,
        "qr": qr_svg(page.address, title=_("A code that opens this list on a phone")),
    }
    return render(request, "listings/shortlist.html", context)


@require_safe
def shortlist_more(request: HttpRequest, token: str) -> HttpResponse:
    """Homes to add, for whoever has no script to keep the list while looking around."""
    kept = Shortlist.read(token)
    if kept is None:
        return _unreadable(request)
    at = _now(request)
    cities = site_of(request, at=at).cities
    city = next((one for one in cities if one.slug == request.GET.get("city")), None)
    entries = SearchEntry.objects.public(at=at).for_seeker("").exclude(house__in=kept.keys)
    if city:
        entries = entries.filter(city=city)
    paginator = Paginator(entries.soonest_first(), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "houses": [house for _entry, house in houses_of(page.object_list, at=at)],
        "cities": cities,
        "city": city,
        "query": f"city={city.slug}" if city else "",
        "list_token": kept.token,
        "count": len(kept.keys),
    }
    return render(request, "listings/shortlist_more.html", context)


def _now(request: HttpRequest) -> datetime:
    """Brings up to date what houses and cities are read from; such a page is not kept whole,
    because nearly each visitor has another one."""
    at = timezone.now()
    request.edition = editions.current(at=at)  # type: ignore[attr-defined]  # our middleware reads it
    return at


def _houses(kept: Shortlist, at: datetime, language: str) -> list[House]:
    """Those that may be seen, in the order of the list."""
    houses = House.objects.public(at=at).for_page(at=at, language=language).in_bulk(kept.keys)
    found = [houses[key] for key in kept.keys if key in houses]
    covers = Prefetch("photos", Photo.objects.covers())
    prefetch_related_objects(found, valid_certificates(at), covers)
    return found


def _at_hand(request: HttpRequest) -> Shortlist:
    """The list that a button was pressed for; an empty one when it is the first.

    The page's form names it. On a house page that was opened from a list only the page's own
    address does: pages are the same for everybody, so the form there can't.
    """
    token = request.GET.get("list", _list_in_referer(request))
    return Shortlist.read(token) or Shortlist()


def _list_in_referer(request: HttpRequest) -> str:
    try:
        page = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if page.netloc != request.get_host():
        return ""
    return parse_qs(page.query).get("list", [""])[0]


def _unreadable(request: HttpRequest) -> HttpResponse:
    return render(request, EMPTY, {"unreadable": True}, status=404)

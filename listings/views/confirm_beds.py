from datetime import datetime

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from listings import actions
from listings.availability import confirmed_words
from listings.choices import BedState
from listings.models import Bed
from listings.reminders import Visit, visit_of
from recovery_site.same_origin import require_same_origin

DONE = {"confirmed", "changed"}


def asked_by_another_site(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing was done. The page shows again, to be pressed from here by the person's own hand."""
    at = timezone.now()
    visit = visit_of(token, at=at)
    if visit is None:
        return _no_such_link(request)
    words = _("Nothing was done yet. Please press the button here once more.")
    return _page(request, visit, at, note=words, status=403)


@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@require_same_origin(asked_by_another_site)
def confirm_beds(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs open links by themselves: only a button does something."""
    at = timezone.now()
    visit = visit_of(token, at=at)
    if visit is None:
        return _no_such_link(request)
    if request.method != "POST":
        return _page(request, visit, at)
    try:
        done = _act(request, visit, at)
    except actions.BedNotOpenError:
        words = _("Somebody changed this bed a moment ago. Please look again.")
        return _page(request, visit, at, note=words, status=422)
    return HttpResponseRedirect(f"{request.path}?done={done}", status=303)


def _act(request: HttpRequest, visit: Visit, at: datetime) -> str:
    match request.POST.get("do"):
        case "confirm":
            actions.confirm_availability(house=visit.house, by=visit.user, at=at)
            return "confirmed"
        case "open" | "fill" as do:
            number = request.POST.get("bed", "")
            beds = Bed.objects.filter(room__house=visit.house)
            key = int(number) if number.isdecimal() and len(number) < 12 else 0
            bed = get_object_or_404(beds, pk=key)
            if do == "fill":
                actions.occupy_bed(bed=bed, by=visit.user, at=at)
            else:
                actions.open_taken_bed(bed=bed, by=visit.user, at=at)
            return "changed"
    raise BadRequest


def _page(
    request: HttpRequest, visit: Visit, at: datetime, *, note: str = "", status: int = 200
) -> HttpResponse:
    house = visit.house
    confirmed = house.availability_confirmed_at
    zone = house.operator.time_zone
    done = request.GET.get("done")
    context = {
        "house": house,
        "beds": [_row(bed) for bed in _beds(visit, at)],
        "confirmed": confirmed_words(confirmed, at=at, time_zone=zone) if confirmed else "",
        "note": note,
        "done": done if done in DONE else "",
    }
    return render(request, "listings/confirm_beds.html", context, status=status)


def _beds(visit: Visit, at: datetime):
    return Bed.objects.filter(room__house=visit.house).with_state(at=at).in_rooms()


def _row(bed: Bed) -> dict:
    """An end of a hold is for who is signed in: somebody waits for that bed."""
    return {
        "bed": bed,
        "words": BedState(bed.state_now).label if bed.state_now else _("not entered yet"),
        "may_open": bed.state_now in {BedState.OCCUPIED, BedState.OUT_OF_SERVICE},
        "may_fill": bed.state_now in {BedState.OPEN, BedState.HELD},
    }


def _no_such_link(request: HttpRequest) -> HttpResponse:
    """One answer for what we never gave out and for what is over: it tells nothing of who keeps."""
    return render(request, "listings/confirm_beds_closed.html", status=410)

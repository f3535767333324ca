"""The beds of one house on one page, for a house manager with a phone."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from listings import actions
from listings.admin.bed_form import BedForm
from listings.choices import BedState
from listings.clock import local_date
from listings.models import Bed, BedInterval, House
from listings.words import clock_words, short_date

CHANGE = "listings.change_bed"
EVENING = time(18, 0)


def bed_page(model_admin: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, house_id: int) -> HttpResponse:
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        at = timezone.now()
        house = get_object_or_404(model_admin.get_queryset(request), pk=house_id)
        may_change = _may_change(request, house)
        failed: dict[int, BedForm] = {}
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            failed = _act(request, house, at)
            if not failed:
                return redirect("admin:listings_house_beds", house.pk)
        context = {
            **model_admin.admin_site.each_context(request),
            "title": _t("Beds of %(house)s") % {"house": house},
            "opts": House._meta,
            "house": house,
            "rooms": _rooms(house, at, failed),
            "may_change": may_change,
        }
        status = 422 if failed else 200
        return render(request, "admin/listings/house/beds.html", context, status=status)

    return view


def _may_change(request: HttpRequest, house: House) -> bool:
    if not request.user.has_perm(CHANGE):
        return False
    return House.objects.visible_to(request.user, CHANGE).filter(pk=house.pk).exists()


def _act(request: HttpRequest, house: House, at: datetime) -> dict[int, BedForm]:
    """Does what was pressed. Returns the form of the bed that it failed for."""
    if "confirm" in request.POST:
        actions.confirm_availability(house=house, by=request.user, at=at)
        messages.success(request, _t("Thank you. The beds are confirmed."))
        return {}
    beds = Bed.objects.filter(room__house=house).select_related("room")
    number = request.POST.get("bed", "")
    bed = get_object_or_404(beds, pk=int(number) if number.isdecimal() else 0)
    form = BedForm(request.POST, today=local_date(at, house.operator.time_zone), prefix=None)
    if form.is_valid():
        try:
            _change(bed, form.cleaned_data, request=request, house=house, at=at)
        except actions.BedNotOpenError:
            form.add_error(None, _("Somebody changed this bed a moment ago. Please look again."))
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        return {bed.pk: form}
    messages.success(request, _t("%(room)s, bed %(bed)s: saved.") % {"room": bed.room, "bed": bed})
    return {}


def _change(
    bed: Bed, asked: dict[str, Any], *, request: HttpRequest, house: House, at: datetime
) -> None:
    who = {"bed": bed, "by": request.user, "at": at}
    match asked["do"]:
        case "open":
            actions.open_bed(**who, reason=asked["reason"])
        case "occupy":
            actions.occupy_bed(**who, expected_open_on=asked["on"], reason=asked["reason"])
        case "close":
            actions.take_out_of_service(**who, expected_open_on=asked["on"], reason=asked["reason"])
        case "expect":
            actions.expect_opening(**who, on=asked["on"])
        case "hold":
            evening = datetime.combine(asked["until"], EVENING, ZoneInfo(house.operator.time_zone))
            until = evening if evening > at else at + timedelta(hours=1)
            actions.hold_bed(**who, until=until, reason=asked["reason"])


def _rooms(house: House, at: datetime, failed: dict[int, BedForm]) -> list[dict[str, Any]]:
    today = local_date(at, house.operator.time_zone)
    beds = Bed.objects.filter(room__house=house).with_state(at=at).in_rooms()
    now = {
        interval.bed_id: interval
        for interval in BedInterval.objects.at(at)
        .filter(bed__room__house=house)
        .select_related("by")
    }
    rooms: dict[int, dict[str, Any]] = {}
    for bed in beds:
        bed.room.house = house
        room = rooms.setdefault(bed.room_id, {"room": bed.room, "beds": []})
        form = failed.get(bed.pk) or BedForm(today=today, auto_id=f"bed-{bed.pk}-%s")
        form.auto_id = f"bed-{bed.pk}-%s"
        room["beds"].append(
            {
                "bed": bed,
                "now": now.get(bed.pk),
                "since": _since(now.get(bed.pk), house, today),
                "form": form,
                "tone": bed.state_now or "unknown",
                "words": BedState(bed.state_now).label if bed.state_now else _("Not entered yet"),
                "is_open": bed.state_now == BedState.OPEN,
                "is_held": bed.state_now == BedState.HELD,
                "is_taken": bed.state_now in {BedState.OCCUPIED, BedState.OUT_OF_SERVICE},
            }
        )
    return list(rooms.values())


def _since(interval: BedInterval | None, house: House, today: date) -> str:
    """ "Since Oct 29 at 6:59 am", in the operator's time."""
    if interval is None:
        return ""
    zone = ZoneInfo(house.operator.time_zone)

    def words(at: datetime) -> dict[str, str]:
        local = at.astimezone(zone)
        return {"date": short_date(local.date(), today=today), "time": clock_words(local)}

    since = _t("Since %(date)s at %(time)s") % words(interval.starts_at)
    if interval.ends_at is None:
        return since
    return since + _t(", until %(date)s at %(time)s") % words(interval.ends_at)

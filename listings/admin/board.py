"""All houses, rooms and beds on one screen: tap a bed, tap what it is now."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings import actions
from listings.admin.bed_page import CHANGE
from listings.admin.board_form import BoardForm
from listings.admin.board_rows import BoardFilter, HouseRow, history_of, rows_of, undoable
from listings.clock import local_date
from listings.models import Bed, BedInterval, House
from recovery_site.admin.staff import staff

PER_PAGE = 10
LAST_PAGE = 100_000
MAY_NAME = "intake.change_callbackrequest"


def board(model_admin: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if not model_admin.has_view_permission(request):
            raise PermissionDenied
        at = timezone.now()
        failed = _act(request, at) if request.method == "POST" else None
        if request.method == "POST" and failed is None:
            return redirect(f"{request.get_full_path()}#{_place(request)}")
        return _page(model_admin, request, failed, at)

    return view


def _page(
    model_admin: admin.ModelAdmin, request: HttpRequest, failed: BoardForm | None, at: datetime
) -> HttpResponse:
    status = 422 if failed else 200
    tapped = _number(request.GET.get("bed"))
    if tapped and request.headers.get("HX-Request"):
        bed = get_object_or_404(_seen(request), pk=tapped)
        its_house = House.objects.filter(pk=bed.room.house_id)
        rows = rows_of(its_house, user=request.user, at=at)
        context: dict[str, Any] = {
            "row": rows[0],
            "tapped": _panel(request, rows, tapped, failed, at),
            "kept_query": _query(request),
            "alone": True,
        }
        return render(request, "admin/listings/bed/_house.html", context, status=status)
    form = BoardFilter(request.GET)
    houses = form.houses(request.user, at=at)
    # Nobody needs to know how many pages there are, and to count them would take longest.
    number = min(max(_number(request.GET.get("page")), 1), LAST_PAGE)
    start = (number - 1) * PER_PAGE
    # The keys are put in order by themselves: whole houses would be heavy to sort.
    some = House.objects.filter(pk__in=houses.values("pk")[start : start + PER_PAGE + 1])
    found = rows_of(some.order_by("name", "pk"), user=request.user, at=at)
    rows = found[:PER_PAGE]
    panel = _panel(request, rows, tapped, failed, at) if tapped else None
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Bed board"),
        "opts": Bed._meta,
        "form": form,
        "rows": rows,
        "number": number,
        "before": number - 1,
        "after": number + 1 if len(found) > PER_PAGE else 0,
        "query": _query(request, "page"),
        "kept_query": _query(request),
        "keys": [row.house.pk for row in rows if row.may_change],
        "tapped": panel,
    }
    return render(request, "admin/listings/bed/board.html", context, status=status)


def _query(request: HttpRequest, *but: str) -> str:
    """What was asked for, without the bed that is tapped; ends in "&" unless it is empty."""
    query = request.GET.copy()
    for name in ("bed", *but):
        query.pop(name, None)
    return f"{query.urlencode()}&" if query else ""


def _panel(
    request: HttpRequest, rows: list[HouseRow], tapped: int, failed: BoardForm | None, at: datetime
) -> dict[str, Any] | None:
    """What is open under the bed that was tapped; None where it is not on this page."""
    for row in rows:
        for cell in row.cells:
            if cell.bed.pk == tapped:
                cell.bed.room.house, cell.tapped = row.house, True
                today = local_date(at, row.house.operator.time_zone)
                may_name = request.user.has_perm(MAY_NAME)
                history = history_of(cell.bed, row.house, at=at)
                return {
                    "row": row,
                    "cell": cell,
                    "form": failed or BoardForm(today=today, may_name=may_name),
                    "history": history,
                    "undo": undoable(history, at=at) if row.may_change else "",
                }
    return None


def _act(request: HttpRequest, at: datetime) -> BoardForm | None:
    """Does what was pressed. Returns the form, where that says why it was not done."""
    if "house" in request.POST:
        _confirm(request, at)
        return None
    own = _seen(request).filter(room__house__in=_kept(request))
    bed = get_object_or_404(own, pk=_number(request.GET.get("bed")))
    house = bed.room.house
    if "undo" in request.POST:
        _undo(request, bed, at)
        return None
    may_name = request.user.has_perm(MAY_NAME)
    form = BoardForm(
        request.POST, today=local_date(at, house.operator.time_zone), may_name=may_name
    )
    if not form.act(request, bed, at=at):
        return form
    messages.success(request, _("%(room)s, bed %(bed)s: saved.") % {"room": bed.room, "bed": bed})
    return None


def _undo(request: HttpRequest, bed: Bed, at: datetime) -> None:
    try:
        wanted = UUID(request.POST["undo"])
    except ValueError as error:
        raise Http404 from error
    change = get_object_or_404(BedInterval.objects.select_related("bed"), bed=bed, uuid=wanted)
    try:
        actions.undo_change(change=change, by=staff(request), at=at)
    except actions.BedNotOpenError:
        messages.error(request, _("Too late to undo: something newer happened. Look again."))
    else:
        messages.success(request, _("Undone. The bed is what it was before."))


def _confirm(request: HttpRequest, at: datetime) -> None:
    """One house, or those that the page showed: what nobody looked at is confirmed by nobody."""
    keys = [_number(key) for key in request.POST.getlist("house")]
    found = list(_kept(request).filter(pk__in=keys).order_by("pk"))
    if not found:
        raise Http404
    for house in found:
        actions.confirm_availability(house=house, by=staff(request), at=at)
    said = ngettext(
        "Thank you. The beds of %(number)d house are confirmed.",
        "Thank you. The beds of %(number)d houses are confirmed.",
        len(found),
    )
    messages.success(request, said % {"number": len(found)})


def _seen(request: HttpRequest):
    beds = Bed.objects.visible_to(request.user, "listings.view_bed")
    return beds.select_related("room__house__operator")


def _kept(request: HttpRequest):
    if not request.user.has_perm(CHANGE):
        raise PermissionDenied
    return House.objects.visible_to(request.user, CHANGE)


def _place(request: HttpRequest) -> str:
    return "bed-now" if _number(request.GET.get("bed")) else "content"


def _number(text: str | None) -> int:
    fits = text and text.isascii() and text.isdecimal() and len(text) < 12
    return int(text) if fits and text else 0

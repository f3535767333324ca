"""The page of one who waits: what for, since when, and what staff may do about it."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from intake import actions
from intake.admin.wait_forms import EndWaitForm, OfferForm
from intake.models import CallbackRequest, Wait
from intake.waiting import beds_for_wait
from listings.actions import BedNotOpenError
from recovery_site.admin.staff import staff

if TYPE_CHECKING:
    from intake.admin.waitlist import WaitAdmin


def show(admin: "WaitAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """Reading it is noted in the audit."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    wait = get(admin, request, object_id)
    at = timezone.now()
    actions.note_reading(what=wait, by=staff(request), at=at, action="viewed")
    return page(admin, request, wait)


def get(admin: "WaitAdmin", request: HttpRequest, object_id: str) -> Wait:
    key = int(object_id) if object_id.isdecimal() and len(object_id) < 12 else 0
    found = admin.get_queryset(request).filter(pk=key).first()
    if found is None:
        raise Http404
    if not admin.has_view_permission(request, found):
        raise PermissionDenied
    return found


def page(
    admin: "WaitAdmin",
    request: HttpRequest,
    wait: Wait,
    *,
    status: int = 200,
    **refused: Any,
) -> HttpResponse:
    at = timezone.now()
    may_change = admin.has_change_permission(request, wait) and wait.ended_at is None
    beds = beds_for_wait(wait, user=request.user, at=at) if may_change else []
    asked = CallbackRequest.objects.visible_to(request.user, "intake.view_callbackrequest")
    theirs = asked.filter(requester=wait.person_id) | asked.filter(resident=wait.person_id)
    forms = {
        "offer_form": OfferForm(beds=beds, initial={"bed": request.GET.get("bed")}),
        "end_form": EndWaitForm(),
    }
    context = admin.admin_site.each_context(request) | {
        "title": _("On the waitlist"),
        "opts": admin.opts,
        "wait": wait,
        "state": admin.still(wait),
        "may_change": may_change,
        "beds": beds,
        "requests": theirs.order_by("-created_at", "-pk")[:5],
        **forms,
        **refused,
    }
    return render(request, "admin/intake/wait.html", context, status=status)


def keep(admin: "WaitAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    wait = _to_change(admin, request, pk)
    if isinstance(wait, HttpResponse):
        return wait
    actions.confirm_wait(wait=wait, by=staff(request), at=timezone.now())
    messages.success(request, _("They keep their place. Ask again in two weeks."))
    return redirect("admin:intake_wait_change", pk)


def end(admin: "WaitAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    wait = _to_change(admin, request, pk)
    if isinstance(wait, HttpResponse):
        return wait
    form = EndWaitForm(request.POST)
    if not form.is_valid():
        return page(admin, request, wait, end_form=form, status=422)
    reason = form.cleaned_data["reason"]
    actions.end_wait(wait=wait, reason=reason, by=staff(request), at=timezone.now())
    messages.success(request, _("They are off the waitlist."))
    return redirect("admin:intake_wait_change", pk)


def offer(admin: "WaitAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    wait = _to_change(admin, request, pk)
    if isinstance(wait, HttpResponse):
        return wait
    at = timezone.now()
    form = OfferForm(request.POST, beds=beds_for_wait(wait, user=request.user, at=at))
    if form.is_valid():
        try:
            actions.offer_bed(
                wait=wait,
                bed=form.cleaned_data["bed"],
                until=at + timedelta(hours=form.cleaned_data["hours"]),
                by=staff(request),
                at=at,
                reason=form.cleaned_data["reason"],
            )
        except BedNotOpenError:
            form.add_error("bed", _("Somebody else was faster: this bed is not open any more."))
        except (actions.MoveError, actions.StaleError):
            form.add_error(None, _("Their request was changed a moment ago. Look at it first."))
        except ValidationError as error:
            form.add_error(None, error)
    if form.errors:
        return page(admin, request, wait, offer_form=form, status=422)
    messages.success(request, _("The bed is held for them. Now tell them."))
    return redirect("admin:intake_wait_change", pk)


def _to_change(admin: "WaitAdmin", request: HttpRequest, pk: int) -> Wait | HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    wait = get(admin, request, str(pk))
    if not admin.has_change_permission(request, wait):
        raise PermissionDenied
    return wait

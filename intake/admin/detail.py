"""The page of one request."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions import MAY_HAVE_BED, PERMISSIONS, mark_opened
from intake.admin.forms import (
    AssignForm,
    AttemptForm,
    HoldForm,
    MoveForm,
    NoteForm,
    PermissionsForm,
)
from intake.admin.wait_forms import WaitForm
from intake.choices import Outcome, Status
from intake.due import due
from intake.fitting import beds_for
from intake.held_beds import held_bed
from intake.lookers import who_looked
from intake.models import CallbackRequest, Wait
from intake.next_steps import WITHIN, next_step
from intake.presence import at_it
from intake.reach import permissions, ways_to_reach
from intake.timeline import timeline
from intake.told import told
from listings.office_hours import Office
from recovery_site.models import User

# Closing asks why, a hold asks which bed, and the waitlist what for.
ASKING = {Status.CLOSED, Status.BED_HELD, Status.WAITLISTED}

if TYPE_CHECKING:
    from intake.admin.requests import CallbackRequestAdmin


def show(admin: "CallbackRequestAdmin", request: HttpRequest, object_id: str) -> HttpResponse:
    """Reading it is noted in the audit."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    if not object_id.isdecimal():
        raise Http404
    found = get(admin, request, int(object_id))
    mark_opened(request=found, by=request.user, at=timezone.now())
    return page(admin, request, found)


def get(admin: "CallbackRequestAdmin", request: HttpRequest, pk: int) -> CallbackRequest:
    """One that this member of staff may see; otherwise 404."""
    rows = (
        admin.get_queryset(request)
        .select_related("released_by", "entered_by", "resident", "house__city")
        .prefetch_related("operator__office_hours", "operator__holidays")
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    if not admin.has_view_permission(request, found):
        raise PermissionDenied
    return found


def page(
    admin: "CallbackRequestAdmin",
    request: HttpRequest,
    found: CallbackRequest,
    *,
    refused: dict[str, Form] | None = None,
    stale: str = "",
    taken: str = "",
    status: int = 200,
) -> HttpResponse:
    """The request as it is now, with the forms that were refused as they were filled in."""
    at = timezone.now()
    context = admin.admin_site.each_context(request) | {
        "title": found.reference,
        "opts": admin.opts,
        "found": found,
        "at": at,
        "stale": stale,
        "taken": taken,
        "may_change": admin.has_change_permission(request, found),
        "may_erase": may_erase(request),
        "lookers": who_looked(found) if may_audit(request) else [],
        **_facts(found, at, by=request.user),
        **_forms(request, found, at),
        **(refused or {}),
    }
    with timezone.override(ZoneInfo(found.operator.time_zone)):
        return render(request, "admin/intake/request.html", context, status=status)


def may_erase(request: HttpRequest) -> bool:
    """Who may delete requests erases them: the row stays and counts."""
    return request.user.has_perm("intake.delete_callbackrequest")


def may_audit(request: HttpRequest) -> bool:
    return request.user.has_perm("recovery_site.view_auditevent")


def _facts(found: CallbackRequest, at: datetime, *, by: User) -> dict[str, Any]:
    office = Office.of(found.operator)
    present = at_it(found, at=at)
    mine = next((one.channel for one in present if one.who == by), "")
    ways = ways_to_reach(found, at=at, started=mine)
    steps = [next_step(outcome, office, at=at) for outcome in WITHIN]
    may_leave = found.may_leave_voicemail
    return {
        "due": due(found, at=at),
        "ways": ways,
        "others": [one for one in present if one.who != by],
        "their_time": at.astimezone(ZoneInfo(found.requester.time_zone)),
        "permissions": permissions(found),
        "quick_steps": [step for step in steps if may_leave or step.outcome != Outcome.VOICEMAIL],
        "timeline": timeline(found),
        "told": told(found),
        "held_bed": held_bed(found, at=at),
        "waits": waits_of(found, by),
        "same_person": same_person(found),
        "moves": [to for to in found.next_moves if to not in ASKING],
        "may_close": Status.CLOSED in found.next_moves,
    }


def _forms(request: HttpRequest, found: CallbackRequest, at: datetime) -> dict[str, Form | None]:
    version = {"version": found.version}
    may_hold = found.status in MAY_HAVE_BED and request.user.has_perm("listings.change_bed")
    beds = beds_for(found, user=request.user, at=at)
    hold = HoldForm(initial=version, beds=beds) if may_hold and not found.is_held else None
    return {
        "hold_form": hold,
        "wait_form": None
        if found.is_settled or found.is_held
        else WaitForm(
            initial=version | {"gender": found.house_gender, "house": found.house_id},
            user=request.user,
            operator=found.operator_id,
        ),
        "attempt_form": AttemptForm(initial=version | {"channel": found.channel}, at=at),
        "note_form": NoteForm(),
        "permissions_form": PermissionsForm(
            initial=version | {name: getattr(found, name) for name in PERMISSIONS}
        ),
        "close_form": MoveForm(initial=version | {"to": Status.CLOSED}),
        "assign_form": AssignForm(
            initial=version | {"to": found.assigned_to_id}, request=found, by=request.user
        ),
    }


def same_person(found: CallbackRequest) -> list[tuple[CallbackRequest, str, str]]:
    """Likely duplicates: the other request, whether it came earlier or later, and the rule."""
    earlier = found.duplicate_of.select_related("earlier").order_by("-earlier__created_at", "pk")
    later = found.duplicates.select_related("request").order_by("-request__created_at", "pk")
    links = [(link.request, _("later"), link.get_rule_display()) for link in later]
    return links + [(link.earlier, _("earlier"), link.get_rule_display()) for link in earlier]


def waits_of(found: CallbackRequest, user: User) -> QuerySet[Wait]:
    """What the person who would move in waits for."""
    waits = Wait.objects.visible_to(user, "intake.view_wait").unended()
    person = found.resident_id or found.requester_id
    return waits.filter(person=person).select_related("house").first_come_first()

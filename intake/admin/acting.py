"""What the small forms on the page of a request do. Each is a POST and ends on that page."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from intake import actions
from intake.admin import detail
from intake.admin.forms import (
    AssignForm,
    AttemptForm,
    HoldForm,
    MoveForm,
    NoteForm,
    PermissionsForm,
    QuickForm,
    StartForm,
)
from intake.admin.wait_forms import WaitForm
from intake.choices import Channel
from intake.fitting import beds_for
from intake.models import CallbackRequest
from intake.next_steps import next_step
from listings.actions import BedNotOpenError
from listings.office_hours import Office

if TYPE_CHECKING:
    from intake.admin.requests import CallbackRequestAdmin

Act = Callable[[HttpRequest, CallbackRequest], str]


class RefusedError(Exception):
    """The form, by its name on the page, that has to be corrected."""

    def __init__(self, name: str, form: Form) -> None:
        super().__init__(name)
        self.forms = {name: form}


def acting(act: Act) -> Callable[..., HttpResponse]:
    """A view of what returns the words that tell that it is done."""

    @wraps(act)
    def view(admin: "CallbackRequestAdmin", request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        found = detail.get(admin, request, pk)
        if not admin.has_change_permission(request, found):
            raise PermissionDenied
        try:
            with timezone.override(ZoneInfo(found.operator.time_zone)):
                done = act(request, found)
        except RefusedError as refusal:
            return detail.page(admin, request, found, refused=refusal.forms, status=422)
        except actions.NotNowError as refusal:
            with timezone.override(ZoneInfo(found.operator.time_zone)):
                words = refusal.words
            taken = request.POST["channel"] if refusal.other else ""
            return detail.page(admin, request, found, stale=words, taken=taken, status=409)
        except (actions.StaleError, actions.MoveError):
            now = detail.get(admin, request, pk)
            return detail.page(admin, request, now, stale=changed_words(now), status=409)
        messages.success(request, done)
        return redirect("admin:intake_callbackrequest_change", pk)

    return view


def changed_words(now: CallbackRequest) -> str:
    words = {"status": now.get_status_display(), "who": now.assigned_to or _("nobody")}
    return (
        _(
            "Nothing was saved: somebody changed this request after you opened it. "
            "Now it is “%(status)s” and %(who)s has it."
        )
        % words
    )


def checked(name: str, form: Form) -> dict:
    if not form.is_valid():
        raise RefusedError(name, form)
    return form.cleaned_data


@acting
def quick(request: HttpRequest, found: CallbackRequest) -> str:
    form = QuickForm(request.POST)
    if not form.is_valid():
        raise actions.StaleError
    at = timezone.now()
    step = next_step(form.cleaned_data["outcome"], Office.of(found.operator), at=at)
    actions.record_attempt(
        request=found,
        by=request.user,
        at=at,
        channel=Channel.CALL,
        outcome=step.outcome,
        next_action=step.action,
        next_due_at=step.due_at,
        version=form.cleaned_data["version"],
    )
    return _("The call is in the timeline.")


@acting
def attempt(request: HttpRequest, found: CallbackRequest) -> str:
    at = timezone.now()
    data = checked("attempt_form", AttemptForm(request.POST, at=at))
    happened_at = data.pop("happened_at")
    actions.record_attempt(request=found, by=request.user, at=happened_at, recorded_at=at, **data)
    return _("The attempt is in the timeline.")


@acting
def start(request: HttpRequest, found: CallbackRequest) -> str:
    data = checked("start_form", StartForm(request.POST))
    actions.start_attempt(request=found, by=request.user, at=timezone.now(), **data)
    return _("Go ahead. Then say below how it went.")


@acting
def permit(request: HttpRequest, found: CallbackRequest) -> str:
    data = checked("permissions_form", PermissionsForm(request.POST))
    actions.change_permissions(request=found, by=request.user, at=timezone.now(), **data)
    return _("What they allow is changed.")


@acting
def note(request: HttpRequest, found: CallbackRequest) -> str:
    data = checked("note_form", NoteForm(request.POST))
    actions.add_note(request=found, by=request.user, at=timezone.now(), body=data["body"])
    return _("The note is in the timeline.")


@acting
def move(request: HttpRequest, found: CallbackRequest) -> str:
    data = checked("close_form", MoveForm(request.POST))
    moved = actions.move_request(request=found, by=request.user, at=timezone.now(), **data)
    return _("Moved to “%(status)s”.") % {"status": moved.get_status_display()}


@acting
def take(request: HttpRequest, found: CallbackRequest) -> str:
    data = checked("assign_form", AssignForm(request.POST, request=found, by=request.user))
    actions.assign_request(request=found, by=request.user, at=timezone.now(), **data)
    if data["to"] is None:
        return _("Nobody has it now.")
    return _("%(who)s has it now.") % {"who": data["to"]}


@acting
def hold(request: HttpRequest, found: CallbackRequest) -> str:
    at = timezone.now()
    form = HoldForm(request.POST, beds=beds_for(found, user=request.user, at=at))
    data = checked("hold_form", form)
    try:
        actions.hold_for_request(
            request=found,
            bed=data["bed"],
            until=at + timedelta(hours=data["hours"]),
            by=request.user,
            at=at,
            version=data["version"],
        )
    except (BedNotOpenError, ValidationError) as error:
        taken = _("Somebody else was faster: this bed is not open any more.")
        form.add_error(None, error if isinstance(error, ValidationError) else taken)
        raise RefusedError("hold_form", form) from error
    return _("The bed is held.")


@acting
def wait(request: HttpRequest, found: CallbackRequest) -> str:
    form = WaitForm(request.POST, user=request.user, operator=found.operator_id)
    data = checked("wait_form", form)
    try:
        actions.join_waitlist(request=found, by=request.user, at=timezone.now(), **data)
    except ValidationError as error:
        form.add_error(None, error)
        raise RefusedError("wait_form", form) from error
    return _("They are on the waitlist. Ask them every two weeks if they still wait.")


@acting
def release(request: HttpRequest, found: CallbackRequest) -> str:
    actions.release_request(request=found, by=request.user, at=timezone.now())
    return _("Released. Staff are told, as of any other request.")


@acting
def notify(request: HttpRequest, found: CallbackRequest) -> str:
    told = actions.tell_again(request=found, by=request.user, at=timezone.now())
    if not told:
        return _("Nothing was sent: the last notice is less than a minute old.")
    return ngettext(
        "The notice goes out again to %(n)d address.",
        "The notice goes out again to %(n)d addresses.",
        told,
    ) % {"n": told}


VIEWS = {
    "quick": quick,
    "start": start,
    "attempt": attempt,
    "permit": permit,
    "note": note,
    "move": move,
    "assign": take,
    "hold": hold,
    "wait": wait,
    "release": release,
    "notify": notify,
}

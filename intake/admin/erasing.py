from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions import erase_request
from intake.admin import detail
from intake.models import CallbackRequest

if TYPE_CHECKING:
    from intake.admin.requests import CallbackRequestAdmin


def erase(admin: "CallbackRequestAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """Asks who it is and once more, then erases what tells who asked."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    found = detail.get(admin, request, pk)
    if not detail.may_erase(request):
        raise PermissionDenied
    return reauthentication_required(lambda request: _erase(admin, request, found))(request)


def _erase(
    admin: "CallbackRequestAdmin", request: HttpRequest, found: CallbackRequest
) -> HttpResponse:
    if request.method == "POST":
        erase_request(request=found, by=request.user, at=timezone.now())
        messages.success(request, _("Erased. Nothing here tells any more who this was."))
    if request.method == "POST" or found.anonymized_at:
        return redirect("admin:intake_callbackrequest_change", found.pk)
    context = admin.admin_site.each_context(request) | {
        "title": _("Erase %(reference)s") % {"reference": found.reference},
        "opts": admin.opts,
        "found": found,
        "same_person": detail.same_person(found),
    }
    return render(request, "admin/intake/erase.html", context)

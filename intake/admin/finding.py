from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions import note_look_up
from intake.admin.forms import FindForm
from intake.models import CallbackRequest
from intake.submissions import email_hash, phone_hash

if TYPE_CHECKING:
    from intake.admin.requests import CallbackRequestAdmin

MOST_SHOWN = 50


def find_person(admin: "CallbackRequestAdmin", request: HttpRequest) -> HttpResponse:
    """Looks up a phone, an e-mail or a reference by POST, so that no address holds any of them."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    form = FindForm(request.POST if request.method == "POST" else None)
    found = _look_up(admin, request, form) if form.is_valid() else None
    context = admin.admin_site.each_context(request) | {
        "title": _("Find a person"),
        "opts": admin.opts,
        "form": form,
        "found": found,
        "may_add": admin.has_add_permission(request),
    }
    status = 422 if form.is_bound and found is None else 200
    return render(request, "admin/intake/find_person.html", context, status=status)


def _look_up(
    admin: "CallbackRequestAdmin", request: HttpRequest, form: FindForm
) -> list[CallbackRequest]:
    """Newest first. That somebody looked is noted, and never what for."""
    rows = admin.get_queryset(request)
    if form.reference:
        matching = rows.filter(reference=form.reference)
    else:
        matching = rows.of_person(
            phone_hash=phone_hash(form.phone), email_hash=email_hash(form.email)
        )
    found = list(matching.order_by("-created_at", "-pk")[:MOST_SHOWN])
    note_look_up(found=found, by=request.user, at=timezone.now())
    return found

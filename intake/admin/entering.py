from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions import enter_request
from intake.forms import EntryForm, typed
from listings.models import Operator

if TYPE_CHECKING:
    from intake.admin.requests import CallbackRequestAdmin


def enter(admin: "CallbackRequestAdmin", request: HttpRequest) -> HttpResponse:
    """Writing down who called or came to the door."""
    operator = _operator(request)
    if operator is None or not admin.has_add_permission(request):
        raise PermissionDenied
    at = timezone.now()
    answers = typed(request.POST, EntryForm.base_fields) if request.method == "POST" else None
    form = EntryForm(answers, operator=operator, at=at)
    if form.is_valid():
        stored = enter_request(
            operator=operator,
            what=form.submission(),
            source=form.source,
            by=request.user,
            at=at,
        )
        messages.success(request, _("Stored. The reference is %(it)s.") % {"it": stored.reference})
        return redirect("admin:intake_callbackrequest_change", stored.pk)
    context = admin.admin_site.each_context(request) | {
        "title": _("Write down a request"),
        "opts": admin.opts,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/intake/request_entry.html", context, status=status)


def _operator(request: HttpRequest) -> Operator | None:
    """The site's owner where this member of staff works for it, else the first they work for."""
    operators = Operator.objects.visible_to(request.user, "intake.add_callbackrequest")
    return operators.order_by("-is_site_owner", "pk").first()

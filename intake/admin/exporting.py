"""The table of requests that leaves the house, and the form that asks for it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponseBase,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.actions import note_export
from intake.admin.export_form import ExportForm
from intake.exporting import COLUMNS, Export

if TYPE_CHECKING:
    from intake.admin.requests import CallbackRequestAdmin

WITH_NAMES = "intake.export_callbackrequest"
WITHOUT_NAMES = "intake.export_nameless_callbackrequest"


def may_export(request: HttpRequest) -> bool:
    return any(request.user.has_perm(name) for name in (WITH_NAMES, WITHOUT_NAMES))


def _with_names(request: HttpRequest) -> bool:
    return request.user.has_perm(WITH_NAMES)


def export(admin: "CallbackRequestAdmin", request: HttpRequest) -> HttpResponseBase:
    """GET asks what is wanted; POST notes in the audit that it leaves, and then sends it."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if not admin.has_view_permission(request) or not may_export(request):
        raise PermissionDenied
    return _recently_signed_in(lambda request: _export(admin, request))(request)


def _recently_signed_in(view: Callable[[HttpRequest], HttpResponseBase]) -> Callable:
    """Names leave only with who typed their password, or touched their key, minutes ago."""
    return reauthentication_required(view, enabled=_with_names)


def _export(admin: "CallbackRequestAdmin", request: HttpRequest) -> HttpResponseBase:
    form = ExportForm(
        request.POST if request.method == "POST" else None,
        by=request.user,
        with_names=_with_names(request),
        today=timezone.localdate(),
    )
    if form.is_valid():
        return _send(admin, request, form)
    context = admin.admin_site.each_context(request) | {
        "title": _("Export requests"),
        "opts": admin.opts,
        "form": form,
        "with_names": _with_names(request),
        "columns": [column.name for column in COLUMNS if not column.personal],
        "personal_columns": [column.name for column in COLUMNS if column.personal],
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/intake/export.html", context, status=status)


def _send(
    admin: "CallbackRequestAdmin", request: HttpRequest, form: ExportForm
) -> StreamingHttpResponse:
    wanted, at = form.cleaned_data, timezone.now()
    personal = wanted["columns"] == "all"
    zone = timezone.get_current_timezone()
    rows = admin.get_queryset(request).filter(
        created_at__gte=_midnight(wanted["since"], zone),
        created_at__lt=_midnight(wanted["until"] + timedelta(days=1), zone),
        **{name: wanted[name] for name in ("status", "source", "house") if wanted[name]},
    )
    chosen = Export.of(rows)
    note_export(
        number=chosen.number,
        personal=personal,
        narrowed_by=form.narrowed_by,
        by=request.user,
        at=at,
    )
    response = StreamingHttpResponse(
        chosen.lines(personal=personal), content_type="text/csv; charset=utf-8"
    )
    name = f"requests-{wanted['since']}-{wanted['until']}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)

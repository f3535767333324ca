"""The page "How fast we answer", and its figures as a file."""

import csv
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.admin.figures_form import PRESETS, PeriodForm
from intake.numbers import shown
from intake.numbers.report import Report, report
from intake.numbers.scope import MAY_SEE, house_names, operators_of, requests_of

if TYPE_CHECKING:
    from intake.admin.requests import CallbackRequestAdmin

View = Callable[["CallbackRequestAdmin", HttpRequest], HttpResponse]


def _only_to_read(view: View) -> View:
    @wraps(view)
    def guarded(admin: "CallbackRequestAdmin", request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not request.user.has_perm(MAY_SEE):
            raise PermissionDenied
        return view(admin, request)

    return guarded


@_only_to_read
def numbers(admin: "CallbackRequestAdmin", request: HttpRequest) -> HttpResponse:
    form, found = _asked(request)
    context = admin.admin_site.each_context(request) | {
        "title": _("How fast we answer"),
        "opts": admin.opts,
        "form": form.filled_in if found else form,
        "presets": PRESETS,
        "may_list": admin.has_view_permission(request),
    }
    if found is not None:
        page = shown.page(found, houses=house_names(found))
        context |= {"page": page, "chosen": form.chosen, "query": request.GET.urlencode()}
    return render(request, "admin/intake/numbers.html", context, status=200 if found else 422)


@_only_to_read
def as_csv(admin: "CallbackRequestAdmin", request: HttpRequest) -> HttpResponse:
    """The same tables, one below the other. Nothing in them tells of a person."""
    form, found = _asked(request)
    if found is None:
        errors = " ".join(error for errors in form.errors.values() for error in errors)
        return HttpResponse(errors, status=422, content_type="text/plain; charset=utf-8")
    name = f"how-fast-we-answer-{found.period.first}-{found.period.last}.csv"
    response = HttpResponse(
        "\ufeff",  # without it spreadsheets guess another encoding
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
    csv.writer(response).writerows(shown.lines(shown.page(found, houses=house_names(found))))
    return response


def _asked(request: HttpRequest) -> tuple[PeriodForm, Report | None]:
    """The form as it was sent, and the report that it asks for where it makes sense."""
    at = timezone.now()
    operators = list(operators_of(request.user))
    zone = operators[0].time_zone if operators else timezone.get_default_timezone_name()
    form = PeriodForm(request.GET, zone=ZoneInfo(zone), at=at)
    if not form.is_valid():
        return form, None
    return form, report(requests_of(request.user), operators, period=form.period, at=at)

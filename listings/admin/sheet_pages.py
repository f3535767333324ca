"""The pages of a spreadsheet: bring it, look at what would happen, watch it, undo it."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from listings.actions import sheets
from listings.admin.sheet_forms import BringForm, kinds_to_bring
from listings.admin.sheet_report import Report
from listings.choices import SheetState
from listings.models import SheetImport
from recovery_site.admin.staff import staff
from recovery_site.sheets.kinds import all_kinds, kind_of

PER_PAGE = 100


def label_of(kind: str) -> str:
    return next((str(each.label) for each in all_kinds() if each.name == kind), kind)


def add(admin: ModelAdmin, request: HttpRequest) -> HttpResponse:
    if not admin.has_add_permission(request):
        raise PermissionDenied
    by = staff(request)
    form = BringForm(request.POST or None, request.FILES or None, by=by)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = sheets.begin(
                kind=form.cleaned_data["kind"],
                operator=form.chosen,
                file=form.cleaned_data["file"],
                by=by,
                at=timezone.now(),
            )
            return redirect("admin:listings_sheetimport_change", sheet.pk)
        except ValidationError as error:
            form.add_error("file", error)
    context = {"form": form, "kinds": kinds_to_bring(by)}
    status = 422 if form.is_bound else 200
    return _page(admin, request, "add", _("Bring in a spreadsheet"), context, status)


def detail(admin: ModelAdmin, request: HttpRequest, pk: int | str) -> HttpResponse:
    sheet = get_sheet(admin, request, pk)
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    report = Report(sheet, request.GET)
    may_change = _may_change(admin, request, sheet)
    context = {
        "sheet": sheet,
        "what": label_of(sheet.kind),
        "report": report,
        "page_obj": Paginator(report.rows, PER_PAGE).get_page(request.GET.get("page")),
        "remarks": sheet.remarks.splitlines(),
        "at_work": sheet.state in sheets.AT_WORK,
        "may_start": may_change and sheet.state == SheetState.CHECKED and bool(sheet.file),
        "may_undo": may_change and sheet.state == SheetState.DONE and report.writes > 0,
        "is_refused": sheet.state == SheetState.REFUSED,
    }
    return _page(admin, request, "change", sheet.name, context, 200)


def start(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    return _turned(admin, request, pk, sheets.start)


def undo(admin: ModelAdmin, request: HttpRequest, pk: int) -> HttpResponse:
    return _turned(admin, request, pk, sheets.undo)


def _turned(admin: ModelAdmin, request: HttpRequest, pk: int, turn: Any) -> HttpResponse:
    sheet = get_sheet(admin, request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not _may_change(admin, request, sheet):
        raise PermissionDenied
    try:
        turn(sheet=sheet, by=staff(request), at=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("admin:listings_sheetimport_change", pk)


def _may_change(admin: ModelAdmin, request: HttpRequest, sheet: SheetImport) -> bool:
    """Who writes has to be somebody who may write what is in it."""
    may = admin.has_change_permission(request, sheet)
    return may and kind_of(sheet.kind).may_import(staff(request))


def get_sheet(admin: ModelAdmin, request: HttpRequest, pk: int | str) -> SheetImport:
    if not admin.has_view_permission(request):
        raise PermissionDenied
    number = int(pk) if str(pk).isascii() and str(pk).isdigit() and len(str(pk)) < 15 else 0
    sheet = admin.get_queryset(request).select_related("by", "operator").filter(pk=number).first()
    if sheet is None:
        raise Http404
    return sheet


def _page(
    admin: ModelAdmin,
    request: HttpRequest,
    name: str,
    title: str,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    everything = admin.admin_site.each_context(request) | {"title": title, "opts": admin.opts}
    template = f"admin/listings/sheetimport/{name}.html"
    return render(request, template, everything | context, status=status)

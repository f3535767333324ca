"""Files that leave by the pages of spreadsheets: tables, templates, lists of mistakes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from listings.actions import sheets
from listings.admin.sheet_forms import FileForm, kinds_to_bring, kinds_to_take
from listings.admin.sheet_pages import get_sheet
from listings.choices import RowOutcome
from listings.tables import csv_lines
from recovery_site.admin.staff import staff
from recovery_site.sheets.kinds import Kind, kind_of
from recovery_site.sheets.writing import xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export(admin: ModelAdmin, request: HttpRequest) -> Any:
    """GET asks what is wanted; POST notes in the audit that it leaves, and sends it."""
    kinds = kinds_to_take(staff(request))
    if not kinds:
        raise PermissionDenied
    posted = request.POST if request.method == "POST" else None
    form = FileForm(posted, kinds=kinds, initial={"kind": request.GET.get("kind", "houses")})
    if form.is_valid():
        return _taken(request, kind_of(form.cleaned_data["kind"]), form.cleaned_data["format"])
    context = admin.admin_site.each_context(request) | {
        "title": _("Download a spreadsheet"),
        "opts": admin.opts,
        "form": form,
        "may_bring": admin.has_add_permission(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/listings/sheetimport/export.html", context, status=status)


def _taken(request: HttpRequest, kind: Kind, form: str) -> Any:
    by, at = staff(request), timezone.now()
    rows = kind.export(by)
    if form == "xlsx":
        made = list(rows)
        sheets.note_taken(by=by, at=at, number=len(made), kind=kind.name, form=form)
        return _file(_lines(kind, made), kind, form, kind.name)
    number = sum(1 for _row in kind.export(by))
    sheets.note_taken(by=by, at=at, number=number, kind=kind.name, form=form)
    return _file(_lines(kind, rows), kind, form, kind.name)


def template(admin: ModelAdmin, request: HttpRequest) -> Any:
    """The headings alone, and in XLSX a sheet that explains them."""
    if not admin.has_add_permission(request):
        raise PermissionDenied
    asked = {"kind": "houses", "format": "csv"} | request.GET.dict()
    form = FileForm(asked, kinds=kinds_to_bring(staff(request)))
    if not form.is_valid():
        raise Http404
    kind = kind_of(form.cleaned_data["kind"])
    return _file(_lines(kind, ()), kind, form.cleaned_data["format"], f"{kind.name}-template")


def mistakes(admin: ModelAdmin, request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """What is wrong, as a table to work through."""
    sheet = get_sheet(admin, request, pk)
    response = StreamingHttpResponse(
        csv_lines(_wrong(sheet)), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="mistakes-{sheet.pk}.csv"'
    return response


def _wrong(sheet: Any) -> Iterator[list[Any]]:
    yield [_("row"), _("column"), _("what is wrong"), _("name")]
    rows = sheet.rows.filter(outcome=RowOutcome.WRONG).order_by("number")
    for row in rows.defer("changes", "cells").iterator(500):
        for heading, words in row.problems:
            yield [row.number, heading, words, row.title]


def _lines(kind: Kind, rows: Iterable[dict[str, Any]]) -> Iterator[Sequence[Any]]:
    columns = kind.columns
    yield [column.heading for column in columns]
    for row in rows:
        yield [row.get(column.key, "") for column in columns]


def _file(lines: Iterator[Sequence[Any]], kind: Kind, form: str, name: str) -> HttpResponse:
    response: Any
    if form == "csv":
        response = StreamingHttpResponse(csv_lines(lines), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
        return response
    explained = [[_("column"), _("what goes in it"), _("needed for something new")]]
    for column in kind.columns:
        words = column.help if column.read else _("Only to read. It changes nothing.")
        explained.append([column.heading, str(words), _("yes") if column.required else ""])
    file = xlsx(lines, title=kind.name, help_rows=explained)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)

"""The pages of an import: bring it, look at what would happen, watch it, read the report."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions import wordpress
from articles.admin.import_forms import AuthorsForm, ImportForm
from articles.admin.import_report import Report, lines, rows
from articles.choices import ImportState
from articles.models import ImportRun
from listings.tables import csv_lines
from recovery_site.admin.staff import staff

if TYPE_CHECKING:
    from articles.admin.imports import ImportRunAdmin

PER_PAGE = 100
STARTABLE = {ImportState.CHECKED, ImportState.STOPPED}
AT_WORK = {ImportState.CHECKING, ImportState.RUNNING}


def add(admin: "ImportRunAdmin", request: HttpRequest) -> HttpResponse:
    if not admin.has_add_permission(request):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (run := _begun(request, form)):
        return redirect("admin:articles_importrun_change", run.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "may_publish": staff(request).has_perm("articles.publish_article")}
    return _page(admin, request, "add", _("Bring in a blog, or texts in files"), context, status)


def detail(
    admin: "ImportRunAdmin", request: HttpRequest, pk: int | str, *, refused: Any = None
) -> HttpResponse:
    run = _get(admin, request, pk)
    if request.method == "POST" and refused is None:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    report = Report(run, request.GET)
    found = Paginator(report.items, PER_PAGE).get_page(request.GET.get("page"))
    may_change = admin.has_change_permission(request, run)
    context = {
        "run": run,
        "report": report,
        "page_obj": found,
        "lines": lines(report, found.object_list),
        "remarks": run.remarks.splitlines(),
        "at_work": run.state in AT_WORK,
        "may_start": may_change and run.state in STARTABLE and bool(run.file),
        "may_stop": may_change and run.state == ImportState.RUNNING,
        "started": run.state == ImportState.STOPPED,
        "authors_form": refused or (_authors(run) if run.state == ImportState.CHECKED else None),
    }
    return _page(admin, request, "change", run.name, context, 422 if refused else 200)


def start(admin: "ImportRunAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """Lets it in, or goes on with one that was stopped."""
    run = _to_change(admin, request, pk)
    if run is None:
        return HttpResponseNotAllowed(["POST"])
    form = AuthorsForm(request.POST, run=run)
    if run.state == ImportState.CHECKED and not form.is_valid():
        return detail(admin, request, pk, refused=form)
    at = timezone.now()
    try:
        with transaction.atomic():
            if run.state == ImportState.CHECKED:
                run.authors = form.authors
                run.save(update_fields=["authors"])
            wordpress.start(run=run, by=staff(request), at=at)
            wordpress.plan_step(run=run, at=at)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("admin:articles_importrun_change", pk)


def stop(admin: "ImportRunAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    run = _to_change(admin, request, pk)
    if run is None:
        return HttpResponseNotAllowed(["POST"])
    try:
        wordpress.stop(run=run, by=staff(request), at=timezone.now())
        messages.success(request, _("Stopped. What is in stays in, and you can go on later."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("admin:articles_importrun_change", pk)


def table(admin: "ImportRunAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report as CSV."""
    run = _get(admin, request, pk)
    response = StreamingHttpResponse(
        csv_lines(rows(Report(run, request.GET))), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
    return response  # type: ignore[return-value]  # a file that is streamed


def _begun(request: HttpRequest, form: ImportForm) -> ImportRun | None:
    at = timezone.now()
    file = form.source_file
    try:
        with transaction.atomic():
            begin = wordpress.begin_documents if form.is_of_texts else wordpress.begin
            run = begin(name=file.name or "", source=file, by=staff(request), at=at, **form.options)
            wordpress.plan_step(run=run, at=at)
    except ValidationError as error:
        form.add_error("source", error)
        return None
    return run


def _authors(run: ImportRun) -> AuthorsForm | None:
    form = AuthorsForm(run=run)
    return form if form.fields else None


def _get(admin: "ImportRunAdmin", request: HttpRequest, pk: int | str) -> ImportRun:
    run = ImportRun.objects.select_related("by", "author").filter(pk=pk).first()
    if run is None:
        raise Http404
    if not admin.has_view_permission(request, run):
        raise PermissionDenied
    return run


def _to_change(admin: "ImportRunAdmin", request: HttpRequest, pk: int) -> ImportRun | None:
    """None for a request that may change nothing, because it is no POST."""
    run = _get(admin, request, pk)
    if request.method != "POST":
        return None
    if not admin.has_change_permission(request, run):
        raise PermissionDenied
    return run


def _page(
    admin: "ImportRunAdmin",
    request: HttpRequest,
    name: str,
    title: str,
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    everything = admin.admin_site.each_context(request) | {"title": title, "opts": admin.opts}
    template = f"admin/articles/importrun/{name}.html"
    return render(request, template, everything | context, status=status)

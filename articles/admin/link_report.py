"""The page that lists links which lead nowhere, and the same as a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.editor_tools import writers_only
from articles.links import Finding, links_to_mend, number_to_mend
from listings.tables import csv_lines

PER_PAGE = 100


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    count: int
    query: str
    selected: bool


class ReportsLinks(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        return [
            path("links/", guard(self.links_view), name="articles_links"),
            path("links/count/", guard(self.links_count_view), name="articles_links_count"),
            path("links/table.csv", guard(self.links_table_view), name="articles_links_table"),
            *super().get_urls(),
        ]

    def links_view(self, request: HttpRequest) -> HttpResponse:
        writers_only(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        findings, shown = links_to_mend(at=timezone.now()), request.GET.get("show", "")
        chosen = [
            finding for finding in findings if shown not in KINDS or kind_of(finding) == shown
        ]
        page = Paginator(chosen, PER_PAGE).get_page(request.GET.get("page"))
        context = self.admin_site.each_context(request) | {
            "title": _("Links that lead nowhere"),
            "opts": self.opts,
            "page_obj": page,
            "choices": _choices(findings, shown),
            "shown": shown if shown in KINDS else "",
            "lines": [(finding, edit_url(finding)) for finding in page.object_list],
        }
        return render(request, "admin/articles/links/report.html", context)

    def links_count_view(self, request: HttpRequest) -> HttpResponse:
        """One sentence. All texts are read for it, so it is no part of the start page."""
        writers_only(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        number = number_to_mend(at=timezone.now())
        words = ngettext(
            "Visitors meet %(number)d link that leads nowhere.",
            "Visitors meet %(number)d links that lead nowhere.",
            number,
        )
        said = words % {"number": number} if number else _("Every link leads somewhere.")
        return HttpResponse(said, content_type="text/plain; charset=utf-8")

    def links_table_view(self, request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        writers_only(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        lines = csv_lines(rows(links_to_mend(at=timezone.now())))
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = 'attachment; filename="links.csv"'
        return response


KINDS = ("wrong", "hint", "hidden")


def kind_of(finding: Finding) -> str:
    return finding.verdict.tone if finding.source.is_public else "hidden"


def _choices(findings: list[Finding], shown: str) -> list[Choice]:
    kinds = [kind_of(finding) for finding in findings]
    labels = {
        "wrong": _("lead nowhere"),
        "hint": _("lead on"),
        "hidden": _("in texts that nobody sees"),
    }
    every = Choice(_("all"), len(kinds), "", shown not in KINDS)
    return [every] + [
        Choice(label, kinds.count(kind), urlencode({"show": kind}), kind == shown)
        for kind, label in labels.items()
    ]


def edit_url(finding: Finding) -> str:
    return reverse(f"admin:articles_{finding.source.model}_change", args=[finding.source.pk])


def rows(findings: list[Finding]) -> Iterator[list[Any]]:
    yield [
        _("text"), _("visitors see it"), _("words of the link"), _("address"), _("what is wrong"),
        _("better"), _("edit"),
    ]  # fmt: skip
    for finding in findings:
        source, verdict = finding.source, finding.verdict
        yield [
            source.title, _("yes") if source.is_public else _("no"), finding.words, finding.href,
            verdict.words, verdict.better, edit_url(finding),
        ]  # fmt: skip

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from listings.choices import OpeningOrder
from listings.clock import local_date
from listings.feeds import OpenBedsFeed
from listings.forms import OpeningFilterForm
from listings.openings import Opening, OpeningFilter, houses_of, openings
from listings.presenters import OpeningRow, opening_cells, opening_heads, opening_row
from listings.site import site_of
from listings.tables import csv_lines
from listings.words import printed_words

PER_PAGE = 200
PER_READ = 500
MOST_IN_FEED = 200


@dataclass(frozen=True)
class Asked:
    """What somebody asked for and which of it was understood."""

    form: OpeningFilterForm
    wanted: OpeningFilter
    at: datetime
    time_zone: str

    @classmethod
    def by(cls, request: HttpRequest) -> "Asked":
        at = timezone.now()
        site = site_of(request, at=at)
        zone = site.owner.time_zone if site.owner else settings.TIME_ZONE
        form = OpeningFilterForm(request.GET, cities=site.cities, today=local_date(at, zone))
        form.is_valid()
        names = [field.name for field in fields(OpeningFilter)]
        valid = {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}
        return cls(form, OpeningFilter(**valid), at, zone)

    def rows(self, some: list[Opening]) -> list[OpeningRow]:
        houses = houses_of(some, at=self.at)
        return [
            opening_row(one, houses[one.house_id], at=self.at)
            for one in some
            if one.house_id in houses  # it may have gone since it was counted
        ]


@require_safe
def open_beds(request: HttpRequest) -> HttpResponse:
    asked = Asked.by(request)
    found = openings(asked.wanted, at=asked.at)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = asked.wanted.query
    context = {
        "filter_form": asked.form,
        "page_obj": page,
        "rows": asked.rows(list(page.object_list)),
        "open_bed_total": sum(one.open_beds for one in found),
        "house_total": len({one.house_id for one in found if one.open_beds}),
        "later_total": sum(len(one.opens_on) for one in found),
        "by": asked.wanted.by,
        "orders": _orders(asked.wanted),
        "query": query,
        "csv_url": _url("open_beds_csv", asked.wanted),
        "feed_url": _url("open_beds_feed", asked.wanted),
        "printed": printed_words(asked.at, asked.time_zone),
        **({"noindex": True, "canonical_path": reverse("open_beds")} if query else {}),
    }
    return render(request, "listings/open_beds.html", context, status=_status(asked))


@require_safe
def open_beds_csv(request: HttpRequest) -> HttpResponseBase:
    asked = Asked.by(request)
    if asked.form.errors:
        return _refused(asked)
    language = translation.get_language()
    response = StreamingHttpResponse(
        csv_lines(_cells(asked, language)), content_type="text/csv; charset=utf-8"
    )
    name = f"open-beds-{local_date(asked.at, asked.time_zone)}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def open_beds_feed(request: HttpRequest) -> HttpResponse:
    asked = Asked.by(request)
    if asked.form.errors:
        return _refused(asked)
    owner = site_of(request, at=asked.at).owner
    rows = asked.rows(openings(asked.wanted, at=asked.at)[:MOST_IN_FEED])
    feed = OpenBedsFeed(rows, query=asked.wanted.query, name=owner.name if owner else "")
    return feed(request)


def _cells(asked: Asked, language: str | None) -> Iterator[list[object]]:
    # The page's language ends before the last line is sent.
    with translation.override(language):
        yield opening_heads()
        found = openings(asked.wanted, at=asked.at)
        for start in range(0, len(found), PER_READ):
            for row in asked.rows(found[start : start + PER_READ]):
                yield opening_cells(row)


def _refused(asked: Asked) -> HttpResponse:
    """For machines: which part of the address was not understood."""
    lines = [
        f"{name}: {' '.join(map(str, errors))}\n" for name, errors in asked.form.errors.items()
    ]
    return HttpResponse("".join(lines), status=422, content_type="text/plain; charset=utf-8")


def _orders(wanted: OpeningFilter) -> list[dict[str, object]]:
    return [
        {
            "label": order.label,
            "url": _url("open_beds", replace(wanted, sort=order)),
            "chosen": order == wanted.sort,
        }
        for order in OpeningOrder
    ]


def _url(name: str, wanted: OpeningFilter) -> str:
    query = wanted.query
    return reverse(name) + (f"?{query}" if query else "")


def _status(asked: Asked) -> int:
    return 422 if asked.form.errors else 200

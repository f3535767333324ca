"""How full the houses are, now and over the weeks before: a picture and the table it shows."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from listings.choices import HouseStatus
from listings.models import House, Operator
from listings.occupancy import Filled, by_house, in_total, instants
from listings.words import short_date
from recovery_site.charts import line_chart

PER_PAGE = 50


def occupancy(model_admin: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not request.user.has_perm("listings.view_bed"):
            raise PermissionDenied
        at = timezone.now()
        houses = House.objects.visible_to(request.user, "listings.view_bed").exclude(
            status=HouseStatus.ARCHIVED
        )
        named = houses.order_by("name", "pk").values_list("pk", "name")
        page = Paginator(named, PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **model_admin.admin_site.each_context(request),
            "title": _("How full we are"),
            "opts": House._meta,
            "page_obj": page,
            **_figures(houses, page.object_list, at),
        }
        return render(request, "admin/listings/house/occupancy.html", context)

    return view


def _figures(houses: Any, shown: Any, at: datetime) -> dict[str, Any]:
    when = instants(at)
    total = in_total(houses, when)
    each = by_house([pk for pk, _name in shown], when)
    zone = _zone()
    today = at.astimezone(zone).date()
    days = [short_date(one.astimezone(zone).date(), today=today) for one in when]
    weeks = [
        {"day": day, "share": _share(filled), "filled": filled}
        for day, filled in zip(days, total, strict=True)
    ]
    rows = [
        {"pk": pk, "name": name, "now": each[pk][-1], "shares": _few(each[pk])}
        for pk, name in shown
        if pk in each
    ]
    return {
        "chart": line_chart(
            [(_("filled"), "first", [filled.percent for filled in total])],
            days,
            words=lambda value: f"{value:.0f}%" if value <= 100 else "",
            least=100,
        ),
        "said": "; ".join(f"{week['day']}: {week['share']}" for week in weeks),
        "weeks": list(reversed(weeks)),
        "rows": rows,
        "now": weeks[-1],
    }


def _few(filled: list[Filled]) -> list[str]:
    """Now, four weeks before and twelve weeks before."""
    return [_share(filled[-1]), _share(filled[-5]), _share(filled[0])]


def _share(filled: Filled) -> str:
    return "–" if filled.percent is None else f"{filled.percent:.0f}%"


def _zone() -> ZoneInfo:
    owner = Operator.objects.site_owner()
    return ZoneInfo(owner.time_zone if owner else "America/New_York")

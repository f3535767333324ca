"""The total to move in, for each rate: as stored, and as it would be from what is typed."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from listings.admin.groups import CostsInline, RateInline
from listings.choices import RatePeriod
from listings.models import House, HouseCosts, Rate
from listings.models.rates import MONTHS_A_WEEK
from listings.presenters import first_day
from listings.words import money

# What ties a row to what is stored.
KEYS = ("-id", "-house")


def totals_in_words(rates: Iterable[Rate], costs: HouseCosts | None) -> SafeString:
    ordered = sorted(rates, key=_weekly)
    days = [first_day([rate], costs) for rate in ordered] if costs else []
    totals = [
        {
            "room": day.rooms[0] if len(days) > 1 else "",
            "total": money(day.totals[0]),
            "parts": " + ".join(f"{line.label} {money(line.amounts[0])}" for line in day.lines),
        }
        for day in days
    ]
    return render_to_string("admin/listings/house/_totals.html", {"totals": totals})


def typed_totals(model_admin: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """A fragment from the rows of rates and costs of a form that is not sent yet."""

    def view(request: HttpRequest) -> HttpResponse:
        may = model_admin.has_change_permission(request) or model_admin.has_add_permission(request)
        if not may:
            raise PermissionDenied
        rates = _typed(RateInline, model_admin, request)
        costs = next(iter(_typed(CostsInline, model_admin, request)), None)
        return HttpResponse(totals_in_words(rates, costs))

    return require_POST(view)


def _typed(inline: Any, model_admin: admin.ModelAdmin, request: HttpRequest) -> list[Any]:
    """Rows that make sense so far, as if all were new; nothing is read or saved."""
    formset_class = inline(House, model_admin.admin_site).get_formset(request)
    prefix = formset_class.get_default_prefix()
    typed = {name: value for name, value in request.POST.items() if not name.endswith(KEYS)}
    typed[f"{prefix}-INITIAL_FORMS"] = "0"
    formset = formset_class(typed, instance=House(), prefix=prefix)
    if not formset.management_form.is_valid():
        return []
    forms = [form for form in formset.forms if form.is_valid()]
    deleted = formset.deleted_forms if formset.can_delete else []
    return [form.instance for form in forms if form.has_changed() and form not in deleted]


def _weekly(rate: Rate) -> Decimal:
    is_monthly = rate.period == RatePeriod.MONTH
    return rate.amount * MONTHS_A_WEEK if is_monthly else rate.amount

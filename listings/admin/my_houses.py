"""The houses whose beds somebody keeps, for a phone: look, press, done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import ngettext

from listings import actions
from listings.admin.bed_page import CHANGE
from listings.admin.house_columns import confirmed_for_staff
from listings.choices import HouseStatus
from listings.models import House
from recovery_site.admin.staff import staff

PER_PAGE = 50


def my_houses(model_admin: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        at = timezone.now()
        if request.method == "POST":
            _confirm(request, _kept_by(request, at), at)
            return redirect("admin:listings_house_mine")
        page = Paginator(_kept_by(request, at), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **model_admin.admin_site.each_context(request),
            "title": _t("Your houses"),
            "opts": House._meta,
            "page_obj": page,
            "houses": [(house, confirmed_for_staff(house)) for house in page.object_list],
        }
        return render(request, "admin/listings/house/mine.html", context)

    return view


def _kept_by(request: HttpRequest, at: datetime) -> QuerySet[House]:
    """What families see of them is oldest first: there a confirmation is needed most."""
    houses = House.objects.visible_to(request.user, CHANGE).filter(status=HouseStatus.PUBLISHED)
    oldest = F("availability_confirmed_at").asc(nulls_first=True)
    return houses.with_facts(at=at).order_by(oldest, "name", "pk")


def _confirm(request: HttpRequest, houses: QuerySet[House], at: datetime) -> None:
    """One house, or those that the page showed: what nobody looked at is confirmed by nobody."""
    chosen: Any = request.POST.getlist("house")
    keys = [int(key) for key in chosen if key.isascii() and key.isdecimal() and len(key) < 12]
    found = list(houses.filter(pk__in=keys))
    if not found:
        get_object_or_404(houses, pk=0)
    for house in found:
        actions.confirm_availability(house=house, by=staff(request), at=at)
    said = ngettext(
        "Thank you. The beds of %(number)d house are confirmed.",
        "Thank you. The beds of %(number)d houses are confirmed.",
        len(found),
    )
    messages.success(request, said % {"number": len(found)})

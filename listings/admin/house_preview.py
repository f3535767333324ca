"""A house as visitors would see it, and what it still lacks, before they do."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from listings.actions import what_keeps_from_publishing
from listings.house_page import read_beds, read_for_staff, read_similar
from listings.models import House
from listings.presenters import completeness_of, map_of, page_of, places_of, where_of
from listings.site import site_of


def house_preview(model_admin: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, house_id: int) -> HttpResponse:
        at = timezone.now()
        house = _for_staff(model_admin, request, house_id, at)
        shown = site_of(request, at=at)
        similar, towns = read_similar(house, remember=shown.remember)
        context = {
            **page_of(house, shown, read_beds(house)),
            "where": where_of(map_of(places_of([house]), towns)),
            "similar": similar,
            "noindex": True,
            "problems": what_keeps_from_publishing(house, at=at),
        }
        return render(request, "admin/listings/house/preview.html", context)

    return require_safe(view)


def house_check(model_admin: admin.ModelAdmin) -> Callable[..., HttpResponse]:
    """The check list before publishing: promises that it would break, questions left open."""

    def view(request: HttpRequest, house_id: int) -> HttpResponse:
        at = timezone.now()
        house = _for_staff(model_admin, request, house_id, at)
        context = model_admin.admin_site.each_context(request) | {
            "title": house,
            "opts": model_admin.opts,
            "house": house,
            "problems": what_keeps_from_publishing(house, at=at),
            "completeness": completeness_of(house, site_of(request, at=at), read_beds(house)),
            "may_change": model_admin.has_change_permission(request, house),
        }
        return render(request, "admin/listings/house/check.html", context)

    return require_safe(view)


def _for_staff(
    model_admin: admin.ModelAdmin, request: HttpRequest, key: int, at: datetime
) -> House:
    found: Any = get_object_or_404(House, pk=key)
    if not model_admin.has_view_permission(request, found):
        raise PermissionDenied
    return read_for_staff(key, at=at, language=request.LANGUAGE_CODE)

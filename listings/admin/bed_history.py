"""The life of a bed: who changed it, when, and why. It is read here and rewritten nowhere."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from listings.models import BedInterval
from recovery_site.audit_words import action_words
from recovery_site.models import AuditEvent

PER_PAGE = 50


class BedHistory(admin.ModelAdmin):
    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        bed = self.get_object(request, object_id)
        if bed is None:
            raise Http404
        if not self.has_view_permission(request, bed):
            raise PermissionDenied
        intervals = BedInterval.objects.filter(bed=bed).select_related("by")
        page = Paginator(intervals.order_by("-starts_at", "-pk"), PER_PAGE)
        events = AuditEvent.objects.about(bed).select_related("actor").order_by("-at", "-pk")
        context = self.admin_site.each_context(request) | {
            "title": _("History of bed %(bed)s, %(room)s, %(house)s")
            % {"bed": bed, "room": bed.room, "house": bed.room.house},
            "opts": self.opts,
            "object": bed,
            "house": bed.room.house,
            "page_obj": page.get_page(request.GET.get("page")),
            "events": [(event, action_words(event.action)) for event in events[:PER_PAGE]],
        }
        return render(request, "admin/listings/bed/history.html", context | (extra_context or {}))

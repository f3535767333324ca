from collections.abc import Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.choices import CloseReason, Status
from intake.models import CallbackRequest
from intake.numbers import words
from intake.numbers.facts import STEPS, that_came_to
from intake.numbers.periods import Period, as_days, from_days
from intake.numbers.scope import zone_of
from intake.querysets import SETTLED
from listings.clock import local_date


class QueueFilter(SimpleListFilter):
    """Which part of the queue to see. Without a choice it is all that is open."""

    title = _("queue")
    parameter_name = "queue"
    # Drawn above the list, where a thumb finds it, and not among the other filters.
    template = "admin/intake/_filter_above.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("mine", _("Mine")),
            ("unassigned", _("Unassigned")),
            ("late", _("Late")),
            ("held", _("Held as spam")),
            ("settled", _("Settled")),
            ("all", _("Everything")),
        ]

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        choices = super().choices(changelist)
        yield next(choices) | {"display": _("All open")}
        yield from choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet[CallbackRequest]:
        match self.value():
            case "mine":
                return queryset.unsettled().filter(assigned_to=request.user)
            case "unassigned":
                return queryset.unsettled().filter(assigned_to=None)
            case "late":
                return queryset.overdue(at=timezone.now())
            case "held":
                return queryset.held()
            case "settled":
                return queryset.filter(status__in=SETTLED)
            case "all":
                return queryset
        return queryset.unsettled()


class AskedFilter(SimpleListFilter):
    """Days, as the page of figures names them: "2026-10-26..2026-11-24"."""

    title = _("asked")
    parameter_name = "asked"

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.zone = zone_of(request.user)
        super().__init__(request, *args)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        zone = self.zone
        today = local_date(timezone.now(), zone.key)
        last = [(days, Period.days_until(today, days=days, zone=zone)) for days in (7, 30, 90)]
        choices = [
            (as_days(period), _("the last %(n)d days") % {"n": days}) for days, period in last
        ]
        chosen = from_days(request.GET.get(self.parameter_name, ""), zone)
        if chosen and as_days(chosen) not in dict(choices):
            choices.append((as_days(chosen), words.days(chosen)))
        return choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet[CallbackRequest]:
        period = from_days(self.value() or "", self.zone)
        if period is None:
            return queryset
        return queryset.filter(created_at__gte=period.starts_at, created_at__lt=period.ends_at)


class CameToFilter(SimpleListFilter):
    """Who is behind a number of the funnel."""

    title = _("came at least to")
    parameter_name = "came_to"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(step.value, step.label) for step in STEPS]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet[CallbackRequest]:
        step = self.value()
        return that_came_to(queryset.counted(), step) if step in STEPS else queryset


class LostFilter(SimpleListFilter):
    """Closed for this reason, and never moved in."""

    title = _("lost because")
    parameter_name = "lost"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(CloseReason.choices)

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet[CallbackRequest]:
        reason = self.value()
        if reason not in CloseReason.values:
            return queryset
        closed = queryset.filter(close_reason=reason)
        return closed.exclude(pk__in=that_came_to(closed, Status.MOVED_IN).values("pk"))

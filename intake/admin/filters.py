from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ChoicesFieldListFilter, SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.choices import CloseReason, Status
from intake.models import CallbackRequest
from intake.numbers import words
from intake.numbers.facts import STEPS, that_came_to
from intake.numbers.periods import as_days, from_days
from intake.numbers.scope import zone_of
from intake.querysets import SETTLED


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


class FiguresFilter(SimpleListFilter):
    """What the page of figures links to. Shown while it is in use: nobody starts with it."""

    def has_output(self) -> bool:
        return self.value() is not None


class InUseFilter(ChoicesFieldListFilter):
    """As above, for a field."""

    def has_output(self) -> bool:
        return self.lookup_val is not None


class AskedFilter(FiguresFilter):
    """Days, as the page of figures names them: "2026-10-26..2026-11-24"."""

    title = _("asked")
    parameter_name = "asked"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        text = request.GET.get(self.parameter_name)
        self.period = from_days(text, zone_of(request.user)) if text else None
        return [(as_days(self.period), words.days(self.period))] if self.period else []

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet[CallbackRequest]:
        if self.period is None:
            return queryset
        start, end = self.period.starts_at, self.period.ends_at
        return queryset.filter(created_at__gte=start, created_at__lt=end)


class CameToFilter(FiguresFilter):
    """Who is behind a number of the funnel."""

    title = _("came at least to")
    parameter_name = "came_to"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(step.value, step.label) for step in STEPS]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet[CallbackRequest]:
        step = self.value()
        return that_came_to(queryset.counted(), step) if step in STEPS else queryset


class LostFilter(FiguresFilter):
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

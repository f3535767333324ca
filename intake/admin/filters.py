from collections.abc import Iterator
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from intake.models import CallbackRequest
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
        return queryset.unsettled()

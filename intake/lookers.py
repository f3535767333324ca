"""Who of the staff saw who somebody is."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from intake.models import CallbackRequest
from recovery_site.models import AuditEvent

SEEING = ("viewed", "found")


@dataclass(frozen=True, slots=True)
class Looker:
    name: str
    times: int
    last: datetime


def who_looked(request: CallbackRequest) -> list[Looker]:
    """Latest first; one query. Counts pages of the person as well as of the request."""
    people = [request.requester, request.resident] if request.resident else [request.requester]
    seen = AuditEvent.objects.filter(
        object_uuid__in=[request.uuid, *(person.uuid for person in people)],
        action__in=SEEING,
        actor__isnull=False,
    )
    rows = seen.values("actor", "actor__name").annotate(times=Count("pk"), last=Max("at"))
    return [
        Looker(row["actor__name"], row["times"], row["last"])
        for row in rows.order_by("-last", "actor")
    ]

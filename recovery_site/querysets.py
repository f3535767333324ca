from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from recovery_site.lanes import REST, Lane


class OutboxQuerySet(models.QuerySet):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(delivered_at__isnull=True, gave_up_at__isnull=True)

    def in_lane(self, lane: Lane | None) -> "OutboxQuerySet":
        """What a worker of this lane takes; None is a worker that takes everything."""
        match lane:
            case Lane.NOTICES:
                return self.filter(priority__lt=REST)
            case Lane.REST:
                return self.filter(priority__gte=REST)
        return self

    def ready(self, *, at: datetime, lane: Lane | None = None) -> "OutboxQuerySet":
        """Due and in nobody's hands, the most urgent first."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
        due = self.waiting().in_lane(lane).filter(free, due_at__lte=at)
        return due.order_by("priority", "due_at", "id")

    def needing_a_person(self) -> "OutboxQuerySet":
        return self.filter(gave_up_at__isnull=False)


class AuditQuerySet(models.QuerySet):
    def about(self, thing: Any) -> "AuditQuerySet":
        """Events of one object that has a `uuid`, oldest first."""
        return self.filter(object_type=thing._meta.label_lower, object_uuid=thing.uuid).order_by(
            "at", "id"
        )

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q


class OutboxQuerySet(models.QuerySet):
    def waiting(self) -> "OutboxQuerySet":
        return self.filter(delivered_at__isnull=True, gave_up_at__isnull=True)

    def ready(self, *, at: datetime) -> "OutboxQuerySet":
        """Due and in nobody's hands, the most urgent first."""
        free = Q(lease_until__isnull=True) | Q(lease_until__lte=at)
        return self.waiting().filter(free, due_at__lte=at).order_by("priority", "due_at", "id")

    def needing_a_person(self) -> "OutboxQuerySet":
        return self.filter(gave_up_at__isnull=False)


class AuditQuerySet(models.QuerySet):
    def about(self, thing: Any) -> "AuditQuerySet":
        """Events of one object that has a `uuid`, oldest first."""
        return self.filter(object_type=thing._meta.label_lower, object_uuid=thing.uuid).order_by(
            "at", "id"
        )

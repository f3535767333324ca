from datetime import datetime

from django.db import models
from django.db.models import F

from intake.choices import Status

SETTLED = (Status.MOVED_IN, Status.CLOSED)


class ContactQuerySet(models.QuerySet):
    def with_phone_hash(self, value: str) -> "ContactQuerySet":
        return self.filter(phone_hash=value).exclude(phone_hash="")

    def with_email_hash(self, value: str) -> "ContactQuerySet":
        return self.filter(email_hash=value).exclude(email_hash="")


class CallbackRequestQuerySet(models.QuerySet):
    def of_member(self, user) -> "CallbackRequestQuerySet":
        """Requests of the operators that `user` works for; all of them for a superuser."""
        if user.is_superuser:
            return self
        return self.filter(operator__memberships__user=user)

    def held(self) -> "CallbackRequestQuerySet":
        """Kept back as likely spam, waiting for a look."""
        return self.filter(held_at__isnull=False, released_at__isnull=True)

    def not_held(self) -> "CallbackRequestQuerySet":
        return self.filter(models.Q(held_at__isnull=True) | models.Q(released_at__isnull=False))

    def unsettled(self) -> "CallbackRequestQuerySet":
        return self.not_held().exclude(status__in=SETTLED)

    def overdue(self, *, at: datetime) -> "CallbackRequestQuerySet":
        return self.unsettled().filter(due_at__lt=at)

    def oldest_due_first(self) -> "CallbackRequestQuerySet":
        return self.order_by(F("due_at").asc(nulls_last=True), "created_at", "pk")

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce

from intake.choices import CloseReason, Direction, NoticeHours, Status
from listings.querysets.own import OwnedQuerySet

SETTLED = (Status.MOVED_IN, Status.CLOSED)
NOT_COUNTED = (CloseReason.SPAM, CloseReason.DUPLICATE)

# Of a wait: asked again after one fortnight, given up after the second.
ASK_AGAIN_AFTER = timedelta(days=14)
LAPSES_AFTER = 2 * ASK_AGAIN_AFTER

OLDEST_DUE_FIRST = (F("due_at").asc(nulls_last=True), "created_at", "pk")


class ContactQuerySet(OwnedQuerySet):
    def _within(self, memberships) -> models.Q:
        """Who works for some houses sees the people of their requests."""
        requests = apps.get_model("intake", "CallbackRequest").objects
        of_houses = requests.filter(house__in=memberships.exclude(houses=None).values("houses"))
        whole = memberships.filter(houses=None).values("operator")
        asked = models.Q(pk__in=of_houses.values("requester"))
        return models.Q(operator__in=whole) | asked | models.Q(pk__in=of_houses.values("resident"))


class NoticeRecipientQuerySet(OwnedQuerySet):
    def active(self) -> "NoticeRecipientQuerySet":
        return self.filter(is_active=True)

    def on_duty(self, *, office_is_open: bool) -> "NoticeRecipientQuerySet":
        """Those whose hours fit."""
        now = NoticeHours.OPEN if office_is_open else NoticeHours.CLOSED
        return self.filter(hours__in=[NoticeHours.ALWAYS, now])

    def in_order(self) -> "NoticeRecipientQuerySet":
        return self.order_by("operator", "step", "pk")


class WaitQuerySet(OwnedQuerySet):
    to_house = "house"

    def unended(self) -> "WaitQuerySet":
        return self.filter(ended_at=None)

    def waiting(self, *, at: datetime) -> "WaitQuerySet":
        """In line now: not ended, and heard of within two fortnights."""
        return self.unended().filter(confirmed_at__gt=at - LAPSES_AFTER)

    def to_ask_again(self, *, at: datetime) -> "WaitQuerySet":
        return self.waiting(at=at).filter(confirmed_at__lte=at - ASK_AGAIN_AFTER)

    def lapsed(self, *, at: datetime) -> "WaitQuerySet":
        return self.unended().filter(confirmed_at__lte=at - LAPSES_AFTER)

    def without_bed(self, *, at: datetime) -> "WaitQuerySet":
        """Nothing is held for them at the moment."""
        return self.exclude(hold__state="held", hold__starts_at__lte=at, hold__ends_at__gt=at)

    def first_come_first(self) -> "WaitQuerySet":
        return self.order_by("joined_at", "pk")


class CallbackRequestQuerySet(OwnedQuerySet):
    to_house = "house"

    def held(self) -> "CallbackRequestQuerySet":
        """Kept back as likely spam, waiting for a look: released or closed ends that."""
        return self.filter(held_at__isnull=False, released_at__isnull=True).exclude(
            status=Status.CLOSED
        )

    def unsettled(self) -> "CallbackRequestQuerySet":
        """Somebody has to do something about them."""
        let_in = models.Q(held_at__isnull=True) | models.Q(released_at__isnull=False)
        return self.filter(let_in).exclude(status__in=SETTLED)

    def counted(self) -> "CallbackRequestQuerySet":
        """What the figures speak of: neither held, nor spam, nor asked twice."""
        let_in = models.Q(held_at__isnull=True) | models.Q(released_at__isnull=False)
        looked_at = let_in | models.Q(status=Status.CLOSED)
        return self.filter(looked_at).exclude(close_reason__in=NOT_COUNTED)

    def with_people(self) -> "CallbackRequestQuerySet":
        """What a row of the queue shows."""
        return self.select_related("requester", "house", "assigned_to", "operator")

    def with_work(self) -> "CallbackRequestQuerySet":
        """`first_attempt_at` and `attempts_made` count what staff did, not what came in."""
        ours = models.Q(attempts__direction=Direction.OUTBOUND)
        return self.annotate(
            first_attempt_at=models.Min("attempts__at", filter=ours),
            attempts_made=models.Count("attempts", filter=ours),
        )

    def of_person(self, *, phone_hash: str = "", email_hash: str = "") -> "CallbackRequestQuerySet":
        """Asked by who has this number or address; an empty hash finds nobody."""
        wanted = models.Q()
        if phone_hash:
            wanted |= models.Q(requester__phone_hash=phone_hash)
        if email_hash:
            wanted |= models.Q(requester__email_hash=email_hash)
        return self.filter(wanted) if wanted else self.none()

    def overdue(self, *, at: datetime) -> "CallbackRequestQuerySet":
        return self.unsettled().filter(due_at__lt=at)

    def told_to_all(self, *, at: datetime) -> "CallbackRequestQuerySet":
        """Late, and since they were due nobody is left who could be told."""
        ended = models.Q(tellings__step__isnull=True, tellings__at__gte=F("due_at"))
        return self.overdue(at=at).filter(ended)

    def settled_for(self, *, days: int, at: datetime) -> "CallbackRequestQuerySet":
        """Moved in or closed at least `days` ago, and somebody's still."""
        last = models.Max(
            "status_changes__at", filter=models.Q(status_changes__to_status__in=SETTLED)
        )
        settled = self.filter(status__in=SETTLED, anonymized_at=None)
        return settled.annotate(settled_at=Coalesce(last, F("created_at"))).filter(
            settled_at__lte=at - timedelta(days=days)
        )

    def came_back(self, erased: Collection[UUID]) -> "CallbackRequestQuerySet":
        """Those of the erased ones that are somebody's again, after a backup was restored."""
        uuids = self.filter(anonymized_at=None).values_list("uuid", flat=True)
        back = [uuid for uuid in uuids.iterator() if uuid in erased] if erased else []
        return self.filter(uuid__in=back)

    def oldest_due_first(self) -> "CallbackRequestQuerySet":
        return self.order_by(*OLDEST_DUE_FIRST)

    def queue_counts(self, *, at: datetime, user) -> dict[str, int]:
        """How many are late, soon due, open, the user's and held, in one query."""
        ids = {
            "late": self.overdue(at=at),
            "soon": self.unsettled().filter(due_at__gte=at, due_at__lte=at + timedelta(hours=1)),
            "open": self.unsettled(),
            "mine": self.unsettled().filter(assigned_to=user),
            "held": self.held(),
            "told_to_all": self.told_to_all(at=at),
        }
        return self.aggregate(
            **{
                name: models.Count("pk", filter=models.Q(pk__in=rows.order_by().values("pk")))
                for name, rows in ids.items()
            }
        )

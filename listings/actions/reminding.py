"""Who keeps a house's beds is reminded when nobody confirmed them for some days: once a lapse."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from listings.choices import HouseStatus, Role
from listings.models import House, Membership
from listings.reminders import OPENS_FOR
from recovery_site.actions import enqueue
from recovery_site.models import User

REMIND = "listings.remind"
REMINDER = "listings.reminder"


def promise_reminder(house: House, *, at: datetime) -> None:
    """To look again when what was confirmed at `at` has lapsed. The outbox is the clock."""
    enqueue(
        kind=REMIND,
        payload={"house": str(house.uuid), "confirmed_at": at.isoformat()},
        at=at,
        due_at=at + _lapses_after(),
        dedupe_key=f"{REMIND}:{house.pk}:{at.timestamp()}",
    )


@transaction.atomic
def remind_of(*, house: House, at: datetime) -> int:
    """Promise an e-mail to each who keeps its beds. Returns how many; 0 when it was done before.

    Nobody is reminded of a house that visitors don't see or whose confirmation is young.
    """
    confirmed_at = house.availability_confirmed_at
    if confirmed_at is None or not lapsed(at=at).filter(pk=house.pk).exists():
        return 0
    until = at + OPENS_FOR
    promised = [
        enqueue(
            kind=REMINDER,
            payload={
                "house": str(house.uuid),
                "user": str(user.uuid),
                "until": until.isoformat(),
                "confirmed_at": confirmed_at.isoformat(),
            },
            at=at,
            dedupe_key=f"{REMINDER}:{house.pk}:{user.pk}:{confirmed_at.timestamp()}",
        )
        for user in managers_of(house)
    ]
    return len([message for message in promised if message is not None])


def lapsed(*, at: datetime) -> QuerySet[House]:
    """Confirmed so long ago that somebody has to look; never more than visitors can forget."""
    return House.objects.filter(
        status=HouseStatus.PUBLISHED,
        availability_confirmed_at__lte=at - _lapses_after(),
        availability_confirmed_at__gt=at - timedelta(days=settings.AVAILABILITY_HIDDEN_DAYS),
    )


def managers_of(house: House) -> QuerySet[User]:
    """The managers of this very house; else those of all houses; else the owners."""
    able = Membership.objects.filter(
        operator=house.operator_id, user__is_active=True, user__is_staff=True
    )
    managers = able.filter(role=Role.HOUSE_MANAGER)
    choices = (
        managers.filter(houses=house),
        managers.filter(houses=None),
        able.filter(role=Role.OWNER, houses=None),
    )
    chosen = next((some for some in choices if some.exists()), able.none())
    return User.objects.filter(pk__in=chosen.values("user")).order_by("pk")


def _lapses_after() -> timedelta:
    return timedelta(days=settings.AVAILABILITY_REMIND_DAYS)

"""Who comes to work in the back office and who leaves it, without a developer."""

from datetime import datetime

from django.db import transaction
from django.dispatch import Signal

from recovery_site.actions import audit, enqueue
from recovery_site.lanes import SOON
from recovery_site.models import User

INVITATION = "recovery_site.invitation"

# Sent inside the transaction: `user` leaves, `to` takes over, or nobody; and `by`, `at`.
access_ended = Signal()


@transaction.atomic
def invite(*, email: str, name: str, by: User, at: datetime) -> tuple[User, bool]:
    """The account of that e-mail and whether it is new. A new one gets a link for its password."""
    known = User.objects.filter(email__iexact=email).first()
    if known is not None:
        return known, False
    user = User.objects.create_user(email, name=name, is_staff=True, date_joined=at)
    send_link(user=user, by=by, at=at, action="invited")
    return user, True


@transaction.atomic
def send_link(*, user: User, by: User, at: datetime, action: str = "sent a link") -> None:
    """By which `user` chooses a password. The link is made when it is sent, and stored nowhere."""
    enqueue(kind=INVITATION, payload={"user": user.pk}, at=at, priority=SOON)
    audit(action=action, of=user, by=by, at=at)


@transaction.atomic
def end_access(*, user: User, to: User | None, by: User, at: datetime) -> None:
    """From now on `user` can't sign in and is signed out; `to` takes over what they had to do."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    access_ended.send(sender=User, user=user, to=to, by=by, at=at)
    audit(action="ended access", of=user, by=by, at=at)


@transaction.atomic
def give_access(*, user: User, by: User, at: datetime) -> None:
    """Somebody comes back, with the roles they had."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    audit(action="gave access", of=user, by=by, at=at)

"""The address by which who keeps a house's beds confirms them without signing in.

It is for one house and one member of staff, opens for some days, and ends with their access.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer

from listings.models import House
from recovery_site.models import User

OPENS_FOR = timedelta(days=7)
MAY = "listings.change_bed"
_SALT = "listings.confirm_beds"
# To ask Django for it would load every page of the site into the process that sends e-mails.
_PATH = "/confirm-beds/{token}/"


@dataclass(frozen=True, slots=True)
class Visit:
    """Whoever opens the link acts as `user`, on this house alone."""

    house: House
    user: User


def reminder_path(house: House, user: User, *, until: datetime) -> str:
    """The same each time, so that an e-mail sent twice is the same e-mail."""
    told = [str(house.uuid), str(user.uuid), int(until.timestamp())]
    return _PATH.format(token=Signer(salt=_SALT).sign_object(told))


def visit_of(token: str, *, at: datetime) -> Visit | None:
    """None for a link that we never gave out, that is too old, or whose reader may not any more."""
    try:
        house_uuid, user_uuid, until = Signer(salt=_SALT).unsign_object(token)
    except (BadSignature, ValueError):
        return None
    user = User.objects.filter(uuid=user_uuid, is_active=True, is_staff=True).first()
    if user is None or at >= datetime.fromtimestamp(until, UTC):
        return None
    house = house_kept_by(user, house_uuid)
    return Visit(house, user) if house else None


def house_kept_by(user: User, uuid: str) -> House | None:
    if not user.has_perm(MAY):
        return None
    kept = House.objects.visible_to(user, MAY).filter(uuid=uuid)
    return kept.select_related("operator", "city").first()

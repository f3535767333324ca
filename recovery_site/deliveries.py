import uuid

from django.utils.translation import gettext_lazy as _

from recovery_site.accounts import send_invitation
from recovery_site.models import OutboxMessage, User
from recovery_site.outbox import handles
from recovery_site.staff_access import INVITATION
from recovery_site.sweeping import RETIRED_PICTURE, forget_version


@handles(RETIRED_PICTURE, _("Removing a former picture"))
def retired_picture(message: OutboxMessage) -> None:
    forget_version(uuid.UUID(message.payload["version"]))


@handles(INVITATION, _("Inviting a member of staff"))
def invitation(message: OutboxMessage) -> None:
    """Nothing is sent to who was let go, or is gone, in the meantime."""
    user = User.objects.filter(pk=message.payload["user"], is_active=True).first()
    if user is not None:
        send_invitation(user)

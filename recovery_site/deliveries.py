import uuid

from django.utils.translation import gettext_lazy as _

from recovery_site.models import OutboxMessage
from recovery_site.outbox import handles
from recovery_site.sweeping import RETIRED_PICTURE, forget_version


@handles(RETIRED_PICTURE, _("Removing a former picture"))
def retired_picture(message: OutboxMessage) -> None:
    forget_version(uuid.UUID(message.payload["version"]))

"""Pictures, drawn where no visitor and no staff member waits for them."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from listings import actions
from recovery_site.models import OutboxMessage
from recovery_site.outbox import UndeliverableError, handles


@handles(actions.DRAW_PHOTO, _("Drawing a photo"))
def photo(message: OutboxMessage) -> None:
    try:
        actions.draw_photo(promise=message, at=timezone.now())
    except ValidationError as error:
        raise UndeliverableError from error


@handles(actions.DRAW_SOCIAL_PICTURE, _("Drawing the picture for links"))
def social_picture(message: OutboxMessage) -> None:
    actions.draw_social_picture(house_id=message.payload["house"], at=timezone.now())

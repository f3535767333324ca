"""Pictures for links, drawn where no visitor and no editor waits for them."""

from django.utils import timezone

from articles import actions
from recovery_site.models import OutboxMessage
from recovery_site.outbox import handles


@handles(actions.DRAW_LINK_PICTURE)
def link_picture(message: OutboxMessage) -> None:
    actions.draw_link_picture(article_id=message.payload["article"], at=timezone.now())

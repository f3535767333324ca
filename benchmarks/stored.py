"""What the database holds of those who asked for a call."""

from typing import Any

from intake.actions.notices import REQUEST_NOTICE
from intake.models import CallbackRequest
from recovery_site.models import OutboxMessage


def stored() -> dict[str, Any]:
    """Names, decrypted as the site does; requests by uuid; and each notice to staff."""
    people = CallbackRequest.objects.select_related("requester").order_by("pk")
    notices = OutboxMessage.objects.filter(kind=REQUEST_NOTICE).order_by("pk")
    return {
        "names": [request.requester.name for request in people],
        "requests": [str(request.uuid) for request in people],
        "notices": [
            {
                "uuid": str(notice.uuid),
                "request": notice.payload["request"],
                "attempts": notice.attempts,
                "delivered": notice.delivered_at is not None,
            }
            for notice in notices
        ],
    }

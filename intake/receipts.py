"""The address of the thank-you page: signed, and it tells nothing about the person."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer

from intake.models import CallbackRequest

OPENS_FOR = timedelta(days=1)
_SALT = "intake.receipt"


def token_of(request: CallbackRequest) -> str:
    return Signer(salt=_SALT).sign(str(request.uuid))


def request_of(token: str) -> CallbackRequest | None:
    """The request that `token` was made for, or None for any other text."""
    try:
        uuid = Signer(salt=_SALT).unsign(token)
    except BadSignature:
        return None
    found = CallbackRequest.objects.filter(uuid=uuid)
    return found.select_related("requester", "operator").first()


def is_open(request: CallbackRequest, *, at: datetime) -> bool:
    """A day long, unless the visitor closed it."""
    return request.receipt_closed_at is None and at < request.created_at + OPENS_FOR

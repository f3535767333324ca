"""The address where a visitor takes their request back: signed, and it tells nothing of them."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer

from intake.models import CallbackRequest

OPENS_FOR = timedelta(days=180)
_SALT = "intake.withdrawal"
# To ask Django for it would load every page of the site into the process that sends e-mails.
_PATH = "/ask-for-a-call/take-back/{token}/"


def withdrawal_path(request: CallbackRequest) -> str:
    """The same each time, so that an e-mail sent twice is the same e-mail."""
    return _PATH.format(token=Signer(salt=_SALT).sign(str(request.uuid)))


def request_of(token: str) -> CallbackRequest | None:
    """The request that `token` was made for, or None for any other text."""
    try:
        uuid = Signer(salt=_SALT).unsign(token)
    except BadSignature:
        return None
    return CallbackRequest.objects.filter(uuid=uuid).select_related("requester").first()


def is_open(request: CallbackRequest, *, at: datetime) -> bool:
    return at < request.created_at + OPENS_FOR

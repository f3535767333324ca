"""The address of the thank-you page: signed, and it tells nothing about the person."""

from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import get_language

from intake.models import CallbackRequest

OPENS_FOR = timedelta(days=1)
_SALT = "intake.receipt"
_ANY = "any-token"


def token_of(request: CallbackRequest) -> str:
    return _signer().sign(str(request.uuid))


def thank_you_path(token: str) -> str:
    return _thank_you_path(get_language()).replace(_ANY, token)


@lru_cache
def _thank_you_path(_language: str | None) -> str:
    """The same for every request but for the token."""
    return reverse("thank_you", args=[_ANY])


def _signer() -> Signer:
    return _signer_with(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _signer_with(key: str, former: tuple[str, ...]) -> Signer:
    return Signer(key=key, fallback_keys=list(former), salt=_SALT)


def request_of(token: str) -> CallbackRequest | None:
    """The request that `token` was made for, or None for any other text."""
    try:
        uuid = _signer().unsign(token)
    except BadSignature:
        return None
    found = CallbackRequest.objects.filter(uuid=uuid)
    return found.select_related("requester", "operator").first()


def is_open(request: CallbackRequest, *, at: datetime) -> bool:
    """A day long, unless the visitor closed it."""
    return request.receipt_closed_at is None and at < request.created_at + OPENS_FOR

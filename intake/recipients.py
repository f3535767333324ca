"""Where a notice goes: how each channel writes its address, and what is refused."""

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

from intake import phones
from intake.channels.posting import is_public
from intake.choices import NoticeChannel
from recovery_site.fields import keyed_hash

LONGEST = 500


def clean_address(channel: str, text: str) -> str:
    """The address in `text` as it is kept. Raises ValidationError with words for a person."""
    text = text.strip()
    if len(text) > LONGEST:
        raise ValidationError(_("This address is too long."), code="too_long")
    match NoticeChannel(channel):
        case NoticeChannel.EMAIL:
            validate_email(text)
            return text
        case NoticeChannel.TEXT:
            return phones.bare(phones.parse(text))
        case NoticeChannel.WEBHOOK:
            return _web_address(text)


def _web_address(text: str) -> str:
    """Names are looked up only when something is sent: a form calls no network."""
    inside = settings.WEBHOOKS_TO_PRIVATE_ADDRESSES
    schemes = ["https", "http"] if inside else ["https"]
    words = _("Write the whole address, with https:// at the start.")
    if not text.isascii():
        raise ValidationError(words, code="invalid")
    URLValidator(schemes=schemes, message=words)(text)
    parts = urlsplit(text)
    if parts.username or parts.password or parts.fragment:
        raise ValidationError(_("Leave out any name, password or # part."), code="invalid")
    if not inside and _is_inside(str(parts.hostname)):
        raise ValidationError(
            _("This address is inside your own network. A web hook has to be on the internet."),
            code="private",
        )
    return text


def _is_inside(host: str) -> bool:
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not is_public(host)
    except ValueError:  # a name
        return False


def address_hash(channel: str, address: str) -> str:
    """The same for the same address, however its letters are written in an e-mail."""
    known = address.lower() if channel == NoticeChannel.EMAIL else address
    return keyed_hash(f"{channel}:{known}", purpose="notice.address") if address else ""


def shown_address(channel: str, address: str) -> str:
    return phones.shown(address) if channel == NoticeChannel.TEXT else address


def new_secret() -> str:
    return secrets.token_urlsafe(32)

"""How often the form may be sent: from one client's address, and with one phone or e-mail.

Requests are counted by what is stored. Addresses are not stored: what came from one is noted
in the shared cache under a keyed hash, as times of the last hour. Two that come at the same
moment may both pass, so a flood can go over by as many as are served at a time.
"""

import logging
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError

from intake.choices import Source
from intake.models import CallbackRequest
from intake.submissions import Submission, email_hash, phone_hash
from recovery_site.fields import keyed_hash

logger = logging.getLogger(__name__)

ADDRESS_WINDOW = timedelta(hours=1)
RECIPIENT_WINDOW = timedelta(days=1)
# What one line of a house or a phone gets: each of its devices picks addresses inside at will.
IPV6_PREFIX = 64


def over_limit(*, what: Submission, address: str, at: datetime) -> bool:
    """True when one more may not be taken by the form. `address` is "" where it is unknown."""
    return _over_for_address(address, at) or _over_for_recipient(what, at)


def note_accepted(*, address: str, at: datetime) -> None:
    """Remember that one was taken. A cache that fails must not fail who was accepted."""
    if not address or not settings.REQUESTS_PER_ADDRESS_AND_HOUR:
        return
    key = _key(address)
    times = [*_recent(key, at), at.timestamp()]
    try:
        cache.set(
            key,
            times[-settings.REQUESTS_PER_ADDRESS_AND_HOUR :],
            ADDRESS_WINDOW.total_seconds(),
        )
    except DatabaseError as error:
        logger.warning("not counted", exc_info=error)


def _over_for_address(address: str, at: datetime) -> bool:
    most = settings.REQUESTS_PER_ADDRESS_AND_HOUR
    return bool(address and most) and len(_recent(_key(address), at)) >= most


def _over_for_recipient(what: Submission, at: datetime) -> bool:
    most = settings.REQUESTS_PER_RECIPIENT_AND_DAY
    if not most:
        return False
    asked = CallbackRequest.objects.of_person(
        phone_hash=phone_hash(what.phone), email_hash=email_hash(what.email)
    )
    since = at - RECIPIENT_WINDOW
    return asked.filter(source=Source.WEB, created_at__gt=since)[:most].count() >= most


def _recent(key: str, at: datetime) -> list[float]:
    since = (at - ADDRESS_WINDOW).timestamp()
    return [moment for moment in cache.get(key, []) if moment > since]


def _key(address: str) -> str:
    client = ip_address(address)
    if client.version == 6:
        mapped = client.ipv4_mapped
        client = mapped or ip_network((client, IPV6_PREFIX), strict=False).network_address
    return f"intake.limit:{keyed_hash(str(client), purpose='intake.limit.address')}"

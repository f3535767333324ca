"""How often the form may be sent: from one client's address, and with one phone or e-mail.

Requests are counted by what is stored. Addresses are not stored: what came from one is noted
under a keyed hash, as times of the last hour. Whoever counts holds a row for the address and one
for the phone or e-mail until their own request is stored, so a flood passes one by one.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings

from intake.choices import Source
from intake.models import CallbackRequest, SendingCount
from intake.submissions import Submission, email_hash, phone_hash
from recovery_site.fields import keyed_hash

ADDRESS_WINDOW = timedelta(hours=1)
RECIPIENT_WINDOW = timedelta(days=1)
# What one line of a house or a phone gets: each of its devices picks addresses inside at will.
IPV6_PREFIX = 64


class Limits:
    """The limits for one submission, held from here to the end of the caller's transaction.

    `address` is the client's, "" where it is unknown.
    """

    def __init__(self, *, what: Submission, address: str, at: datetime) -> None:
        self.what, self.at = what, at
        self.address_key = _key(address) if settings.REQUESTS_PER_ADDRESS_AND_HOUR else ""
        self.counts = _held(sorted(filter(None, [self.address_key, *_recipient_keys(what)])), at)

    def are_over(self) -> bool:
        """True when one more may not be taken by the form."""
        return self._over_for_address() or self._over_for_recipient()

    def note_accepted(self) -> None:
        """Remember that one was taken from this address."""
        if not self.address_key:
            return
        count = self.counts[self.address_key]
        times = [*self._recent(count), self.at.timestamp()]
        count.times = times[-settings.REQUESTS_PER_ADDRESS_AND_HOUR :]
        count.expires_at = self.at + ADDRESS_WINDOW
        count.save(update_fields=["times", "expires_at"])

    def _over_for_address(self) -> bool:
        if not self.address_key:
            return False
        recent = self._recent(self.counts[self.address_key])
        return len(recent) >= settings.REQUESTS_PER_ADDRESS_AND_HOUR

    def _recent(self, count: SendingCount) -> list[float]:
        since = (self.at - ADDRESS_WINDOW).timestamp()
        return [moment for moment in count.times if moment > since]

    def _over_for_recipient(self) -> bool:
        most = settings.REQUESTS_PER_RECIPIENT_AND_DAY
        if not most:
            return False
        asked = CallbackRequest.objects.of_person(
            phone_hash=phone_hash(self.what.phone), email_hash=email_hash(self.what.email)
        )
        since = self.at - RECIPIENT_WINDOW
        return asked.filter(source=Source.WEB, created_at__gt=since)[:most].count() >= most


def _held(keys: list[str], at: datetime) -> dict[str, SendingCount]:
    """A locked row for each key. All take them in the same order, so nobody waits in a circle."""
    found: dict[str, SendingCount] = {}
    while len(found) < len(keys):  # again only where the nightly command came in between
        fresh = [SendingCount(key=key, expires_at=at + ADDRESS_WINDOW) for key in keys]
        SendingCount.objects.bulk_create(fresh, ignore_conflicts=True)
        rows = SendingCount.objects.select_for_update().filter(key__in=keys).order_by("key")
        found = {row.key: row for row in rows}
    return found


def _recipient_keys(what: Submission) -> Iterator[str]:
    if settings.REQUESTS_PER_RECIPIENT_AND_DAY:
        for known in (phone_hash(what.phone), email_hash(what.email)):
            yield keyed_hash(known, purpose="intake.limit.recipient")


def _key(address: str) -> str:
    if not address:
        return ""
    client = ip_address(address)
    if client.version == 6:
        mapped = client.ipv4_mapped
        client = mapped or ip_network((client, IPV6_PREFIX), strict=False).network_address
    return keyed_hash(str(client), purpose="intake.limit.address")

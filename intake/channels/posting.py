"""One POST to a machine that is not ours and may do anything.

The standard library is enough, and it lets us connect to the very address that was checked: a
library that looks the name up again could be led into our own network between the two.
"""

import json
import socket
import ssl
from collections.abc import Mapping
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from threading import Timer
from typing import Any
from urllib.parse import SplitResult, urlsplit

from recovery_site.outbox import LaterError, UndeliverableError

SECONDS = 10.0  # for all of it, however slowly the answer drips
TRANSLATED = ip_network("64:ff9b::/96")  # an IPv4 address in its last four bytes
# Of those that say "not like this" these may be different the next time.
ONLY_NOW = frozenset({408, 425, 429})


class RefusedError(UndeliverableError):
    """The other side will never take it."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.label = f"HTTP {status}"


class NotNowError(LaterError):
    """The other side did not take it this time."""

    def __init__(self, status: int, *, wait: timedelta) -> None:
        super().__init__(status, wait=wait)
        self.label = f"HTTP {status}"


class ForbiddenAddressError(UndeliverableError):
    """The address leads to this machine or into its own network."""


def json_body(values: Mapping[str, Any]) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode()


def post(url: str, body: bytes, *, headers: Mapping[str, str], may_be_private: bool) -> None:
    """Returns when it was answered with 2xx. Redirects are not followed.

    Raises what `Way.send` may raise, and OSError when nothing came of it in SECONDS.
    """
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in ("https", "http"):
        raise UndeliverableError("Not a web address")
    if parts.scheme == "http" and not may_be_private:
        raise UndeliverableError("Only https")
    peer = _checked_peer(parts, may_be_private=may_be_private)
    plain = socket.create_connection(peer, timeout=SECONDS)
    # A second handle on the same connection: TLS takes the first one over. To hang up is what ends
    # a wait for somebody who sends a byte every few seconds.
    with closing(plain), closing(plain.dup()) as handle:
        watch = Timer(SECONDS, _hang_up, [handle])
        watch.daemon = True
        watch.start()
        try:
            _exchange(parts, plain, body, headers)
        except HTTPException as error:  # what is no HTTP, or was cut off
            raise ConnectionError from error
        finally:
            watch.cancel()


def _checked_peer(parts: SplitResult, *, may_be_private: bool) -> tuple[str, int]:
    """Where to connect. All that the name stands for is looked at, so that none slips through."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    hosts = [str(address[4][0]) for address in found]
    if not may_be_private and not all(is_public(host) for host in hosts):
        raise ForbiddenAddressError
    return hosts[0], port


def is_public(host: str) -> bool:
    """False for this machine, its own network and what only carries such an address inside."""
    address = ip_address(host.partition("%")[0])
    inside = [address]
    if isinstance(address, IPv6Address):
        inside += filter(None, [address.ipv4_mapped, address.sixtofour])
        if address in TRANSLATED:
            inside.append(IPv4Address(int(address) & 0xFFFFFFFF))
    return inside[-1].is_global and not inside[-1].is_multicast


def _hang_up(connection: socket.socket) -> None:
    with suppress(OSError):  # it ended by itself
        connection.shutdown(socket.SHUT_RDWR)


def _exchange(
    parts: SplitResult, plain: socket.socket, body: bytes, headers: Mapping[str, str]
) -> None:
    connection = HTTPConnection(parts.netloc.rpartition("@")[2], timeout=SECONDS)
    with closing(connection):
        connection.sock = plain
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(plain, server_hostname=parts.hostname)
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        connection.request("POST", target, body, dict(headers) | {"Connection": "close"})
        with connection.getresponse() as response:
            _judge(response)


def _judge(response: HTTPResponse) -> None:
    status = response.status
    if 200 <= status < 300:
        return
    if 400 <= status < 500 and status not in ONLY_NOW:
        raise RefusedError(status)
    raise NotNowError(status, wait=_retry_after(response.headers.get("Retry-After", "")))


def _retry_after(value: str) -> timedelta:
    """Seconds or a date; nothing where it can't be read. Who waits has a limit of its own."""
    if value.isdecimal() and len(value) < 9:
        return timedelta(seconds=int(value))
    try:
        return max(timedelta(), parsedate_to_datetime(value) - datetime.now(UTC))
    except (TypeError, ValueError):
        return timedelta()

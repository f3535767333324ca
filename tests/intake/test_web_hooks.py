"""What another program gets, and what becomes of a notice that it does not take."""

import hashlib
import hmac
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta

import pytest

from intake.channels import Words, posting, way
from intake.channels.posting import ForbiddenAddressError, RefusedError, is_public
from recovery_site.outbox import LaterError, UndeliverableError
from tests.intake.receiver import Answer, Receiver, babble, drip, drop, hang, status

WORDS = Words(subject="New", text="Somebody asks", reference="K7F-2QD", url="http://x/1/")


@pytest.fixture(autouse=True)
def inside(settings) -> None:
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = True


@pytest.fixture
def receiver() -> Iterator[Callable[..., Receiver]]:
    with ExitStack() as stack:
        yield lambda *answers: stack.enter_context(Receiver(*answers))


@pytest.fixture
def impatient(monkeypatch) -> None:
    monkeypatch.setattr(posting, "SECONDS", 0.3)


def send(url: str) -> None:
    way("webhook", secret="s3cret").send(url, WORDS, key="one-key")


def test_it_gets_the_reference_and_the_link_and_nothing_else(receiver) -> None:
    other = receiver(status(204))
    send(f"{other.url}/hook?team=a")
    (got,) = other.received
    assert got.line == "POST /hook?team=a HTTP/1.1"
    assert json.loads(got.body) == {"reference": "K7F-2QD", "url": "http://x/1/"}
    assert got.headers["content-type"] == "application/json"
    assert got.headers["idempotency-key"] == "one-key"
    assert got.headers["host"] == other.url.removeprefix("http://")


def test_who_knows_the_secret_can_tell_that_it_is_ours(receiver) -> None:
    other = receiver(status(200))
    send(other.url)
    (got,) = other.received
    at, digest = (part[2:] for part in got.headers["x-signature"].split(",", 1))
    digest = digest.removeprefix("=")
    expected = hmac.new(b"s3cret", f"{at}.".encode() + got.body, hashlib.sha256).hexdigest()
    assert digest == expected
    assert abs(time.time() - int(at)) < 60


@pytest.mark.parametrize("code", [400, 401, 404, 410, 422])
def test_what_is_refused_for_good_needs_a_person(receiver, code: int) -> None:
    with pytest.raises(RefusedError) as refusal:
        send(receiver(status(code)).url)
    assert refusal.value.label == f"HTTP {code}"


@pytest.mark.parametrize("code", [301, 302, 307, 308, 408, 425, 429, 500, 502, 503])
def test_what_is_not_taken_now_is_tried_again(receiver, code: int) -> None:
    other = receiver(status(code, "Location: /elsewhere"))
    with pytest.raises(LaterError) as error:
        send(other.url)
    assert not isinstance(error.value, UndeliverableError)
    assert len(other.received) == 1  # a redirect is not followed


@pytest.mark.parametrize(
    ("value", "seconds"), [("120", 120), ("", 0), ("soon", 0), ("-5", 0), ("9" * 40, 0)]
)
def test_it_may_say_how_long_to_wait(receiver, value: str, seconds: int) -> None:
    with pytest.raises(LaterError) as error:
        send(receiver(status(429, f"Retry-After: {value}")).url)
    assert error.value.wait == timedelta(seconds=seconds)


def test_it_may_say_until_when_to_wait(receiver) -> None:
    then = datetime.now(UTC) + timedelta(minutes=5)
    with pytest.raises(LaterError) as error:
        send(receiver(status(503, f"Retry-After: {then:%a, %d %b %Y %H:%M:%S} GMT")).url)
    assert timedelta(minutes=4) < error.value.wait <= timedelta(minutes=5)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("answer", [hang, drip, drop, babble])
def test_who_keeps_us_waiting_or_talks_nonsense_is_left(receiver, answer: Answer) -> None:
    began = time.monotonic()
    with pytest.raises(OSError):
        send(receiver(answer).url)
    assert time.monotonic() - began < 5


def test_who_is_not_there_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        send(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_our_own_network_is_closed_to_them(receiver, settings, host: str) -> None:
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = False
    other = receiver(status(200))
    with pytest.raises(ForbiddenAddressError):
        send(other.url.replace("http://127.0.0.1", f"https://{host}"))
    assert other.received == []


def test_without_tls_nothing_is_sent(settings) -> None:
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = False
    with pytest.raises(UndeliverableError, match="https"):
        send("http://hooks.example.org/")


def test_a_name_with_one_address_inside_is_refused_whole(settings, monkeypatch) -> None:
    settings.WEBHOOKS_TO_PRIVATE_ADDRESSES = False
    found = [(2, 1, 6, "", (host, 443)) for host in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(ForbiddenAddressError):
        send("https://hooks.example.org/")


@pytest.mark.parametrize(
    ("host", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False),
        ("fe80::1%eth0", False), ("fd00::1", False), ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False), ("64:ff9b::10.0.0.1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_on_the_internet(host: str, public: bool) -> None:
    assert is_public(host) is public

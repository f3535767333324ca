"""Delivers what was promised to the outbox, at least once each.

A worker takes one message at a time for as long as LEASE. When the worker dies, the lease runs
out and another one takes it. A message is tried with growing pauses until MOST_TRIES, then it
needs a person. Handlers are named in each app's `deliveries` module:

    @handles("intake.request_notice")
    def request_notice(message: OutboxMessage) -> None: ...
"""

import logging
import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from recovery_site.hints import Words
from recovery_site.lanes import Lane
from recovery_site.models import OutboxMessage

logger = logging.getLogger(__name__)

Handler = Callable[[OutboxMessage], None]
Clock = Callable[[], datetime]

# Longer than a mail server that answers every command at the last moment.
LEASE = timedelta(seconds=90)
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)
MOST_TRIES = 40  # about six hours

_handlers: dict[str, Handler] = {}
_words: dict[str, Words] = {}


class UndeliverableError(Exception):
    """Trying again can't help: the message needs a person at once."""


class LaterError(Exception):
    """It was not taken now, and `wait` is how long whoever refused it asks to be left alone."""

    def __init__(self, *args: object, wait: timedelta) -> None:
        super().__init__(*args)
        self.wait = wait


class NoHandlerError(LookupError):
    """Nobody here delivers this kind. After an update somebody may, so it is tried again."""


class WorkerDiedError(Exception):
    """Every worker that took the message was gone before it could tell how it went."""


def handles(kind: str, words: Words = "") -> Callable[[Handler], Handler]:
    """Registers the handler of one kind. It returns when the delivery is done and may run twice.

    `words` say what is delivered, for the list that staff read.
    """

    def register(handler: Handler) -> Handler:
        if _handlers.setdefault(kind, handler) is not handler:
            raise ValueError(f"{kind} has a handler already")
        _words[kind] = words or kind
        return handler

    return register


@cache
def load_handlers() -> None:
    autodiscover_modules("deliveries")


def in_words(kind: str) -> str:
    """What is delivered; the name of the kind where nobody here knows it."""
    load_handlers()
    return str(_words.get(kind, kind))


def deliver_next(
    *, clock: Clock = timezone.now, lease: timedelta = LEASE, lane: Lane | None = None
) -> bool:
    """Try the most urgent message of the lane that is due. False when none is."""
    message = claim(at=clock(), lease=lease, lane=lane)
    if message is None:
        return False
    error = _try(message) if message.attempts <= MOST_TRIES else WorkerDiedError()
    at = clock()
    if error is None:
        _settle(message, delivered_at=at, last_error="")
    elif isinstance(error, UndeliverableError) or message.attempts >= MOST_TRIES:
        _settle(message, gave_up_at=at, last_error=_name(error))
    else:
        _settle(message, due_at=at + _wait(error, message.attempts), last_error=_name(error))
    return True


def claim(
    *, at: datetime, lease: timedelta = LEASE, lane: Lane | None = None
) -> OutboxMessage | None:
    """Take the most urgent message until `at` + `lease`; None when there is none to take."""
    while OutboxMessage.objects.ready(at=at, lane=lane).exists():
        with transaction.atomic():
            free = OutboxMessage.objects.ready(at=at, lane=lane)
            if connection.features.has_select_for_update_skip_locked:
                free = free.select_for_update(skip_locked=True)
            message = free.first()
            if message is None:
                return None
            message.lease_token, message.lease_until = uuid.uuid4(), at + lease
            taken = OutboxMessage.objects.ready(at=at, lane=lane).filter(pk=message.pk)
            if taken.update(
                lease_token=message.lease_token,
                lease_until=message.lease_until,
                attempts=F("attempts") + 1,
            ):
                message.attempts += 1
                return message
    return None


def pause(tries: int) -> timedelta:
    """How long to wait after so many failures; a fifth of it by chance, so that they spread."""
    longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(tries - 1, 16))
    return longest * random.uniform(0.8, 1)  # noqa: S311  # spreads load, guards nothing


def try_again(message: OutboxMessage, *, at: datetime) -> bool:
    """A person mended what was wrong: starts anew, if it was given up; else False."""
    given_up = OutboxMessage.objects.needing_a_person().filter(pk=message.pk)
    return bool(given_up.update(gave_up_at=None, attempts=0, due_at=at, last_error=""))


def _try(message: OutboxMessage) -> Exception | None:
    load_handlers()
    try:
        _handler_of(message.kind)(message)
    except Exception as error:
        logger.warning("not delivered", extra={"fields": _fields(message)}, exc_info=error)
        return error
    logger.info("delivered", extra={"fields": _fields(message)})
    return None


def _handler_of(kind: str) -> Handler:
    if kind not in _handlers:
        raise NoHandlerError(kind)
    return _handlers[kind]


def _settle(message: OutboxMessage, **outcome: object) -> None:
    """Write the outcome and end the lease, unless another worker has the message by now."""
    ours = OutboxMessage.objects.filter(pk=message.pk, lease_token=message.lease_token)
    if not ours.update(lease_token=None, lease_until=None, **outcome):
        logger.warning("lease lost", extra={"fields": _fields(message)})
    elif "gave_up_at" in outcome:
        logger.error("needs a person", extra={"fields": _fields(message)})


def _wait(error: Exception, tries: int) -> timedelta:
    """The usual pause, or a longer one that was asked for, up to LONGEST_PAUSE."""
    asked = error.wait if isinstance(error, LaterError) else timedelta()
    return max(pause(tries), min(asked, LONGEST_PAUSE))


def _name(error: Exception) -> str:
    """The kind of error; one that knows nothing personal may say more by a `label`."""
    return str(getattr(error, "label", type(error).__name__))


def _fields(message: OutboxMessage) -> dict[str, object]:
    return {
        "kind": message.kind,
        "object_id": str(message.uuid),
        "attempts": message.attempts,
    }

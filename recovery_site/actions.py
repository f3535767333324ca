import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from recovery_site.inserting import insert
from recovery_site.lanes import PICTURE_PRIORITY, REST
from recovery_site.making import make
from recovery_site.models import AuditEvent, OutboxMessage, User
from recovery_site.outbox import try_again
from recovery_site.sweeping import KEPT_FOR, RETIRED_PICTURE


def enqueue(
    *,
    kind: str,
    payload: dict[str, Any],
    at: datetime,
    due_at: datetime | None = None,
    priority: int = REST,
    dedupe_key: str | None = None,
) -> OutboxMessage | None:
    """Promise a delivery inside the caller's transaction.

    Returns None when `dedupe_key` was promised before. Raises RuntimeError outside a
    transaction: a promise that is not tied to its cause can be lost or be false.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("enqueue() belongs in the transaction of what it announces")
    message = promise(kind=kind, payload=payload, at=at, due_at=due_at, priority=priority)
    if dedupe_key is None:
        insert(message)
        return message
    message.dedupe_key = dedupe_key
    OutboxMessage.objects.bulk_create([message], ignore_conflicts=True)
    return OutboxMessage.objects.filter(uuid=message.uuid).first()


def promise(
    *,
    kind: str,
    payload: dict[str, Any],
    at: datetime,
    due_at: datetime | None = None,
    priority: int = REST,
) -> OutboxMessage:
    """What `enqueue` stores, for who inserts it together with what it announces."""
    return make(
        OutboxMessage,
        kind=kind,
        payload=payload,
        priority=priority,
        created_at=at,
        due_at=due_at or at,
    )


def audit(
    *,
    action: str,
    of: Any = None,
    by: User | None,
    at: datetime,
    fields: Iterable[str] = (),
    number: int | None = None,
) -> AuditEvent:
    """Note that `by` did `action` to `of`, an object with a `uuid`; names of fields only.

    `audit_words` has a sentence for each action.
    """
    event = audit_event(action=action, of=of, by=by, at=at, fields=fields, number=number)
    insert(event)
    return event


def audit_event(
    *,
    action: str,
    of: Any = None,
    by: User | None,
    at: datetime,
    fields: Iterable[str] = (),
    number: int | None = None,
) -> AuditEvent:
    """What `audit` stores, for who inserts it together with what was done."""
    return make(
        AuditEvent,
        at=at,
        actor=by,
        action=action,
        object_type=of._meta.label_lower if of else "",
        object_uuid=of.uuid if of else None,
        fields=sorted(fields),
        number=number,
    )


def resend(*, message: OutboxMessage, by: User, at: datetime) -> bool:
    """Try again what was given up, because `by` asks for it. False when it was not given up."""
    with transaction.atomic():
        revived = try_again(message, at=at)
        if revived:
            audit(action="resent", of=message, by=by, at=at)
        return revived


def retire_picture(*, version: uuid.UUID, at: datetime) -> None:
    """Nothing points at these public files any more. Pages opened before still find them."""
    enqueue(
        kind=RETIRED_PICTURE,
        payload={"version": str(version)},
        at=at,
        due_at=at + KEPT_FOR,
        priority=PICTURE_PRIORITY,
    )

from datetime import datetime

from django.db import transaction

from intake.actions.notices import TEST_NOTICE
from intake.choices import NoticeChannel
from intake.models import NoticeRecipient
from intake.recipients import address_hash, new_secret
from recovery_site.actions import audit, enqueue
from recovery_site.lanes import URGENT
from recovery_site.models import User

AGAIN_WITHIN = "%Y-%m-%d %H:%M"


def complete(recipient: NoticeRecipient) -> None:
    """Fill in what follows from the channel and an address that `clean_address` returned.

    A web hook that has a secret keeps it; another address never gets a former one's.
    """
    before = recipient.address_hash
    recipient.address_hash = address_hash(recipient.channel, recipient.address)
    if recipient.channel != NoticeChannel.WEBHOOK:
        recipient.secret = None
    elif recipient.secret is None or before != recipient.address_hash:
        recipient.secret = new_secret()


def keep_recipient(
    *, recipient: NoticeRecipient, by: User, at: datetime, fields: list[str]
) -> NoticeRecipient:
    """Store who is told, as a form filled it in. `fields` names what was changed."""
    with transaction.atomic():
        complete(recipient)
        recipient.save()
        audit(action="kept", of=recipient, by=by, at=at, fields=fields)
        return recipient


def send_test(*, recipient: NoticeRecipient, by: User, at: datetime) -> bool:
    """Promise a notice that says it is a test. False when one was promised this minute."""
    with transaction.atomic():
        message = enqueue(
            kind=TEST_NOTICE,
            payload={"recipient": recipient.pk},
            at=at,
            priority=URGENT,
            dedupe_key=f"{TEST_NOTICE}:{recipient.uuid}:{at:{AGAIN_WITHIN}}",
        )
        if message:
            audit(action="tested", of=recipient, by=by, at=at)
        return message is not None


def note_delivery(*, recipient: NoticeRecipient, at: datetime, worked: bool) -> None:
    """Keep how the last try went, for the list of who is told."""
    field = "delivered_at" if worked else "failed_at"
    NoticeRecipient.objects.filter(pk=recipient.pk).update(**{field: at})


def remove_recipient(*, recipient: NoticeRecipient, by: User, at: datetime) -> None:
    with transaction.atomic():
        audit(action="removed", of=recipient, by=by, at=at)
        recipient.delete()

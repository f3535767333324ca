"""Who was told of a request, for its page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from intake.actions import notices_of
from intake.models import CallbackRequest, NoticeRecipient
from recovery_site.models import OutboxMessage


@dataclass(frozen=True, slots=True)
class Told:
    """`has_failed` is so when a person has to look."""

    who: str
    at: datetime
    words: str
    has_failed: bool


def told(request: CallbackRequest) -> list[Told]:
    """Each notice about it, the latest first; two queries, however many there are."""
    notices = notices_of(request)
    wanted = {notice.payload["recipient"] for notice in notices}
    known = NoticeRecipient.objects.in_bulk(wanted - {None}) if wanted - {None} else {}
    return [_told(notice, known) for notice in reversed(notices)]


def _told(notice: OutboxMessage, known: dict[int, NoticeRecipient]) -> Told:
    recipient = known.get(notice.payload["recipient"])
    if recipient is not None:
        who = f"{recipient.label} ({recipient.channel_words})"
    elif notice.payload["recipient"] is None:
        who = _("The operator’s own e-mail")
    else:
        who = _("Somebody who is no longer on the list")
    if notice.gave_up_at:
        return Told(who, notice.gave_up_at, _("could not be told"), has_failed=True)
    if notice.delivered_at:
        return Told(who, notice.delivered_at, _("told"), has_failed=False)
    words = _("tried, will be tried again") if notice.attempts else _("being told")
    return Told(who, notice.created_at, words, has_failed=False)

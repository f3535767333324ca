"""Who else is at a request right now, from the audit: opened it, or started to reach them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from intake.choices import Channel
from intake.models import CallbackRequest
from listings.words import clock_words
from recovery_site.models import AuditEvent, User

# After half an hour without a word nobody is at it any more.
WINDOW = timedelta(minutes=30)
OPENED, STARTED = "viewed", "started"
UNNOTED = (OPENED, STARTED, "found")


@dataclass(frozen=True, slots=True)
class Presence:
    """`channel` is "" for somebody who only opened the page."""

    who: User
    at: datetime
    channel: str = ""

    @property
    def words(self) -> str:
        """Times are those of the current time zone."""
        words = {"who": self.who, "time": clock_words(timezone.localtime(self.at))}
        if not self.channel:
            return _("%(who)s opened this at %(time)s and has not logged anything yet.") % words
        return {
            Channel.CALL: _("%(who)s started a call at %(time)s and has not logged it yet."),
            Channel.TEXT: _("%(who)s started a text at %(time)s and has not logged it yet."),
            Channel.EMAIL: _("%(who)s started an e-mail at %(time)s and has not logged it yet."),
        }[Channel(self.channel)] % words


def at_it(request: CallbackRequest, *, at: datetime) -> list[Presence]:
    """One for each who is at it, in one query; who starts comes before who looks.

    Whoever wrote something down is done with it, until they start anew.
    """
    events = (
        AuditEvent.objects.about(request)
        .filter(at__gt=at - WINDOW, at__lte=at, actor__isnull=False)
        .select_related("actor")
    )
    found: dict[int, Presence] = {}
    done: set[int] = set()
    for event in events:
        if event.action == STARTED:
            found[event.actor_id] = Presence(event.actor, event.at, *event.fields[:1])
        elif event.action == OPENED:
            if event.actor_id not in done:
                found.setdefault(event.actor_id, Presence(event.actor, event.at))
        elif event.action not in UNNOTED:
            found.pop(event.actor_id, None)
            done.add(event.actor_id)
    return sorted(found.values(), key=lambda presence: (not presence.channel, presence.at))

"""How staff may reach somebody now, in words for the page of their request."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from intake.choices import Channel, Rule
from intake.models import CallbackRequest
from intake.phones import href, shown
from intake.rules import check_attempt


@dataclass(frozen=True, slots=True)
class Way:
    """`reasons` say which rules speak against it. `href` is empty before it was started."""

    channel: Channel
    address: str
    href: str
    reasons: list[str]

    @property
    def start_words(self) -> str:
        words = {
            Channel.CALL: _("Start a call to %(address)s"),
            Channel.TEXT: _("Start a text to %(address)s"),
            Channel.EMAIL: _("Start an e-mail to %(address)s"),
        }
        return words[self.channel] % {"address": self.address}


@dataclass(frozen=True, slots=True)
class Permission:
    given: bool
    words: str


def ways_to_reach(request: CallbackRequest, *, at: datetime, started: str = "") -> list[Way]:
    """Those that there is a number or an address for, the chosen one first.

    Only the channel that this member of staff has `started` is a link, so that a page left open
    calls nobody at night.
    """
    person = request.requester
    offered = {
        Channel.CALL: (shown(person.phone), href(person.phone)),
        Channel.TEXT: (shown(person.phone), href(person.phone, "sms")),
        Channel.EMAIL: (person.email, f"mailto:{person.email}"),
    }
    ways = []
    for channel in sorted(Channel, key=lambda channel: channel != request.channel):
        address, target = offered[channel]
        if address:
            broken = check_attempt(request, channel=channel, at=at)
            reasons = [str(Rule(rule).label) for rule in broken]
            link = target if channel == started and not broken else ""
            ways.append(Way(channel, address, link, reasons))
    return ways


def permissions(request: CallbackRequest) -> list[Permission]:
    return [
        Permission(
            request.may_leave_voicemail,
            _("Voicemail: yes") if request.may_leave_voicemail else _("No voicemail"),
        ),
        Permission(
            request.may_send_texts, _("Texts: yes") if request.may_send_texts else _("No texts")
        ),
        Permission(
            request.may_say_who_calls,
            _("You may say who is calling")
            if request.may_say_who_calls
            else _("Don’t say who is calling"),
        ),
    ]

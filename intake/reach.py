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
    """`href` is empty while rules speak against it; `reasons` says which."""

    channel: Channel
    address: str
    href: str
    reasons: list[str]


@dataclass(frozen=True, slots=True)
class Permission:
    given: bool
    words: str


def ways_to_reach(request: CallbackRequest, *, at: datetime) -> list[Way]:
    """Those that there is a number or an address for, the chosen one first."""
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
            ways.append(Way(channel, address, "" if broken else target, reasons))
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

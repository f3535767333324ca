"""When and how staff may reach out, and what a professional has to be told."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from intake.choices import Channel, Direction, ForWhom, Outcome, Rule
from intake.models import Attempt, CallbackRequest
from listings.models import Certification, House

EARLIEST = time(8)
LATEST = time(20)
MOST_IN_A_DAY = 3
DAY = timedelta(hours=24)
RINGING = (Channel.CALL, Channel.TEXT)


def check_attempt(
    request: CallbackRequest, *, channel: str, at: datetime, outcome: str = ""
) -> list[Rule]:
    """What speaks against reaching out by `channel` at `at`; nothing when it may be done.

    Give the outcome "voicemail" to ask whether one may be left. Needs `requester`.
    """
    broken = list(_channel_rules(request, channel, outcome))
    if channel in RINGING:
        local = at.astimezone(ZoneInfo(request.requester.time_zone)).time()
        if not EARLIEST <= local < LATEST:
            broken.append(Rule.HOURS)
        if recent_attempts(request, at=at) >= MOST_IN_A_DAY:
            broken.append(Rule.FOURTH)
    return broken


def recent_attempts(request: CallbackRequest, *, at: datetime) -> int:
    """Calls and texts to this person's number in the 24 hours before `at`, for any request."""
    same_person = Q(request=request)
    if request.requester.phone_hash:
        same_person |= Q(
            request__requester__phone_hash=request.requester.phone_hash,
            request__operator=request.operator_id,
        )
    return Attempt.objects.filter(
        same_person,
        direction=Direction.OUTBOUND,
        channel__in=RINGING,
        at__gt=at - DAY,
        at__lte=at,
    ).count()


def _channel_rules(request: CallbackRequest, channel: str, outcome: str) -> Iterable[Rule]:
    person = request.requester
    if not (person.email if channel == Channel.EMAIL else person.phone):
        yield Rule.NO_ADDRESS
    elif channel == Channel.TEXT:
        if not request.may_send_texts:
            yield Rule.CHANNEL
    elif channel != request.channel:
        yield Rule.CHANNEL
    if outcome == Outcome.VOICEMAIL and not request.may_leave_voicemail:
        yield Rule.VOICEMAIL


def must_tell_of_referral_law(for_whom: str, house: House | None, *, at: datetime) -> bool:
    """Florida law (§397.4873) may bar this professional from referring to this house."""
    return for_whom == ForWhom.CLIENT and house is not None and not is_certified(house, at=at)


def is_certified(house: House, *, at: datetime) -> bool:
    """Reads what `HouseQuerySet.for_page` fetched, where it did."""
    if hasattr(house, "valid_certificates"):
        return house.certificate is not None
    return Certification.objects.valid(at=at).filter(house=house).exists()

"""By when a visitor hears from us: open office, and an hour at which they want to be reached."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.choices import Channel, Window
from intake.models import CallbackRequest
from listings.office_hours import Office, Stretch
from listings.promise import STEP, day_words
from listings.words import clock_words

# Long enough for a week of holidays. Who is never reachable in office hours waits no longer.
LOOK_AHEAD = timedelta(days=14)

_SENTENCES = {
    Channel.CALL: gettext_lazy("We call you %(day)s by %(time)s."),
    Channel.TEXT: gettext_lazy("We text you %(day)s by %(time)s."),
    Channel.EMAIL: gettext_lazy("We write to you %(day)s by %(time)s."),
}


def promised_by(
    office: Office, *, window: str, time_zone: str, channel: str, at: datetime
) -> datetime | None:
    """When the operator's promised minutes of such time are over; None if the office stays shut.

    Where the wished hours never meet the office's, any lawful hour counts instead, then any
    office hour. An e-mail wakes nobody: for one the office alone decides.
    """
    if channel == Channel.EMAIL:
        return office.after(at, office.promise)
    zone = ZoneInfo(time_zone)
    for wished in (Window(window), Window.ANY):
        left = office.promise
        for stretch in _reachable(office, wished, zone, at):
            if stretch.closes_at - stretch.opens_at >= left:
                return stretch.opens_at + left
            left -= stretch.closes_at - stretch.opens_at
    return office.after(at, office.promise)


def _reachable(office: Office, window: Window, zone: ZoneInfo, at: datetime) -> Iterator[Stretch]:
    """Stretches from `at` on in which the office is open and the person wants to be reached."""
    for stretch in office.upcoming(at):
        if stretch.opens_at > at + LOOK_AHEAD:
            return
        first = stretch.opens_at.astimezone(zone).date()
        last = stretch.closes_at.astimezone(zone).date()
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            start, end = (
                datetime.combine(day, moment, zone).astimezone(UTC) for moment in window.hours
            )
            opens_at = max(start, stretch.opens_at, at)
            closes_at = min(end, stretch.closes_at)
            if opens_at < closes_at:
                yield Stretch(opens_at, closes_at)


def promise_to(request: CallbackRequest, *, at: datetime) -> str:
    """ "We call you tomorrow, Monday, by 9:30 am." on the visitor's own clock.

    Names the zone where it is not the operator's. Needs `requester` and `operator`.
    """
    if request.promised_by is None:
        return _("We get back to you as soon as we can.")
    zone = ZoneInfo(request.requester.time_zone)
    local = request.promised_by.astimezone(zone)
    time = clock_words(_rounded_up(local))
    if request.requester.time_zone != request.operator.time_zone:
        time = _("%(time)s %(zone)s time") % {
            "time": time,
            "zone": request.requester.get_time_zone_display(),
        }
    words = {"day": day_words(local, at.astimezone(zone)), "time": time}
    return _SENTENCES[Channel(request.channel)] % words


def _rounded_up(moment: datetime) -> datetime:
    over = timedelta(minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)
    return moment + -over % STEP

"""The one place that says whether a house has a bed.

Cards, pages, filters, feeds, e-mails and the admin all take their words from `derive`; the
search index is written with what it says (`listings.search_windows`).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.choices import Tone
from listings.clock import local_date
from listings.words import clock_words, short_date

# The order of lists, and the `rank` of a search entry.
SOONEST_FIRST = (Tone.OPEN, Tone.SOON, Tone.FULL, Tone.CALL, Tone.NONE)


@dataclass(frozen=True, slots=True)
class Availability:
    """What may be said about a house's beds at an instant.

    `open_beds` is 0 unless staff confirmed it within AVAILABILITY_STALE_DAYS, so adding
    them up never counts a bed that nobody vouches for.
    """

    tone: Tone
    open_beds: int
    next_opening_on: date | None
    confirmed_at: datetime | None
    at: datetime
    time_zone: str

    @property
    def words(self) -> str:
        match self.tone:
            case Tone.OPEN:
                return ngettext("%(n)d bed open", "%(n)d beds open", self.open_beds) % {
                    "n": self.open_beds
                }
            case Tone.SOON:
                return _("Bed opens %(date)s") % {"date": self._opening_words()}
            case Tone.FULL:
                return _("Full now")
            case Tone.CALL:
                return _("Call to confirm")
        return ""

    def _opening_words(self) -> str:
        if self.next_opening_on is None:
            return ""
        return short_date(self.next_opening_on, today=local_date(self.at, self.time_zone))

    @property
    def confirmed_words(self) -> str:
        """When staff last confirmed it, in the operator's time; "" when that is too long ago."""
        if self.confirmed_at is None or self.tone is Tone.NONE:
            return ""
        return confirmed_words(self.confirmed_at, at=self.at, time_zone=self.time_zone)


def confirmed_words(confirmed_at: datetime, *, at: datetime, time_zone: str) -> str:
    """ "Confirmed today at 9:12 am", in the words of `time_zone` at the instant `at`."""
    local = confirmed_at.astimezone(ZoneInfo(time_zone))
    today = local_date(at, time_zone)
    time = clock_words(local)
    days = (today - local.date()).days
    if days == 0:
        return _("Confirmed today at %(time)s") % {"time": time}
    if days == 1:
        return _("Confirmed yesterday at %(time)s") % {"time": time}
    day = short_date(local.date(), today=today)
    return _("Confirmed %(date)s at %(time)s") % {"date": day, "time": time}


def derive(
    *,
    beds: int,
    open_beds: int,
    expected_open_on: date | None,
    confirmed_at: datetime | None,
    at: datetime,
    time_zone: str,
) -> Availability:
    """Judge the raw counts of a house by the age of their confirmation."""

    def says(tone: Tone, *, open_beds: int = 0, opening: date | None = None) -> Availability:
        return Availability(tone, open_beds, opening, confirmed_at, at, time_zone)

    if not beds or confirmed_at is None or _older(confirmed_at, at, _hidden_after()):
        return says(Tone.NONE)
    if _older(confirmed_at, at, _stale_after()):
        return says(Tone.CALL)
    if open_beds:
        return says(Tone.OPEN, open_beds=open_beds, opening=local_date(at, time_zone))
    if expected_open_on:
        return says(Tone.SOON, opening=expected_open_on)
    return says(Tone.FULL)


def _older(confirmed_at: datetime, at: datetime, than: timedelta) -> bool:
    return at - confirmed_at > than


def _stale_after() -> timedelta:
    return timedelta(days=settings.AVAILABILITY_STALE_DAYS)


def _hidden_after() -> timedelta:
    return timedelta(days=settings.AVAILABILITY_HIDDEN_DAYS)

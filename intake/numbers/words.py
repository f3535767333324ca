"""Lengths, shares and days as people say them."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from intake.numbers.periods import Period

# One of three is no third of anything: below this, shares are counts.
FEWEST_FOR_A_SHARE = 10


def length(waited: timedelta | None) -> str:
    """ "under 1 min", "4 min", "1 h 5 min" or "2 d 3 h", to the nearest minute or hour."""
    if waited is None:
        return _("none yet")
    seconds = waited.total_seconds()
    minutes = int(seconds / 60 + 0.5)
    if seconds < 60:
        return _("under 1 min") if seconds else _("0 min")
    if minutes < 60:
        return _("%(n)d min") % {"n": minutes}
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        words = {"h": hours, "min": rest}
        return _("%(h)d h %(min)d min") % words if rest else _("%(h)d h") % words
    days, hours = divmod(int(seconds / 3600 + 0.5), 24)
    words = {"d": days, "h": hours}
    return _("%(d)d d %(h)d h") % words if hours else _("%(d)d d") % words


def of(part: int, whole: int) -> str:
    """ "38 of 45", or a dash where there is nobody."""
    if not whole:
        return "–"
    return _("%(part)d of %(whole)d") % {"part": part, "whole": whole}


def share(part: int, whole: int) -> str:
    """ "84 %", or "" where there are too few to speak of a share."""
    if whole < FEWEST_FOR_A_SHARE:
        return ""
    return _("%(n)d %%") % {"n": int(100 * part / whole + 0.5)}


def day(on: date) -> str:
    return date_format(on, "M j")


def days(period: Period) -> str:
    """ "Oct 26" or "Oct 20 to Oct 26"."""
    if period.first == period.last:
        return day(period.first)
    return _("%(first)s to %(last)s") % {"first": day(period.first), "last": day(period.last)}

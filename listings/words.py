"""Times, dates, money and lengths of stay, as people say them."""

from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from listings.choices import Weekday

Hours = list[tuple[time, time]]

LAST_MINUTE = time(23, 59)


def clock_words(moment: time | datetime) -> str:
    """ "9 am", "9:12 am", "noon" or "midnight"."""
    moment = moment.time() if isinstance(moment, datetime) else moment
    return _clock_words(moment.replace(second=0, microsecond=0), get_language())


@lru_cache(maxsize=2_000)
def _clock_words(moment: time, language: str | None) -> str:
    if (moment.hour, moment.minute) == (0, 0):
        return _("midnight")
    if (moment.hour, moment.minute) == (12, 0):
        return _("noon")
    words = time_format(moment, "g:i a" if moment.minute else "g a")
    return words.replace(".", "")


def short_date(day: date, *, today: date) -> str:
    """ "Dec 1", with the year where it is not this one."""
    return date_format(day, "M j" if day.year == today.year else "M j, Y")


def long_date(day: date) -> str:
    return date_format(day, "F j, Y")


def printed_words(at: datetime, time_zone: str) -> str:
    """ "November 22, 2026 at 6:45 am", where `time_zone` is."""
    local = at.astimezone(ZoneInfo(time_zone))
    words = {"date": long_date(local.date()), "time": clock_words(local)}
    return _("%(date)s at %(time)s") % words


def money(amount: Decimal) -> str:
    """USD: "$225", "$187.50" or "$1,200"."""
    return f"${dollars(amount)}"


def dollars(amount: Decimal) -> str:
    """As `money`, for words that have the sign already."""
    return f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"


def stay_words(days: int) -> str:
    """ "90 days", and "6 months" where it comes out even and is longer than that."""
    if days > 90 and days % 30 == 0:
        return ngettext("%(n)d month", "%(n)d months", days // 30) % {"n": days // 30}
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def weekly_words(weekly: dict[int, Hours]) -> str:
    """ "Monday to Saturday, 8 am to 8 pm; Sunday, 10 am to 6 pm"; "" for no hours at all.

    Days that are closed are left out.
    """
    runs = [
        (hours, list(days))
        for hours, days in groupby(Weekday, key=lambda day: sorted(weekly.get(day, [])))
        if hours
    ]
    return "; ".join(
        _("%(days)s, %(hours)s") % {"days": _days_words(days), "hours": _hours_words(hours)}
        for hours, days in runs
    )


def _days_words(days: list[Weekday]) -> str:
    if len(days) == len(Weekday):
        return _("Every day")
    if len(days) == 1:
        return str(days[0].label)
    template = _("%(first)s to %(last)s") if len(days) > 2 else _("%(first)s and %(last)s")
    return template % {"first": days[0].label, "last": days[-1].label}


def _hours_words(hours: Hours) -> str:
    stretches = [
        _("%(start)s to %(end)s") % {"start": clock_words(start), "end": _closing_words(end)}
        for start, end in hours
    ]
    return _(" and ").join(stretches)


def _closing_words(moment: time) -> str:
    """The last minute of a day stands for its end."""
    return _("midnight") if moment >= LAST_MINUTE else clock_words(moment)

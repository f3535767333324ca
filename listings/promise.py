"""What a visitor is told about when we call, from the operator's office hours."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from listings.office_hours import Office
from listings.words import clock_words

if TYPE_CHECKING:
    from listings.models import Operator

# Also keeps a page the same for a while, and with it the copy that a browser has.
STEP = timedelta(minutes=15)


def promise_words(operator_or_office: "Operator | Office", at: datetime) -> str:
    """ "We call you today by 2:30 pm." or "We call you tomorrow, Monday, from 9 am."

    While the office is open it names the end of the promised office time, rounded up to a
    quarter of an hour and never past closing time; otherwise when the office opens next.
    """
    office = (
        operator_or_office
        if isinstance(operator_or_office, Office)
        else Office.of(operator_or_office)
    )
    opens_at = office.next_open_at(at)
    due_at = office.after(at, office.promise)
    if opens_at is None or due_at is None:
        return _("We call you as soon as we can.")
    if opens_at > at:
        local = opens_at.astimezone(office.zone)
        words = {"day": day_words(local, at.astimezone(office.zone)), "time": clock_words(local)}
        return _("We call you %(day)s from %(time)s.") % words
    local = _rounded_up(due_at, office).astimezone(office.zone)
    words = {"day": day_words(local, at.astimezone(office.zone)), "time": clock_words(local)}
    return _("We call you %(day)s by %(time)s.") % words


def _rounded_up(due_at: datetime, office: Office) -> datetime:
    over = timedelta(minutes=due_at.minute, seconds=due_at.second, microseconds=due_at.microsecond)
    rounded = due_at + -over % STEP
    closes_at = office.closes_after(due_at - timedelta.resolution)
    return min(rounded, closes_at) if closes_at else rounded


def day_words(day: datetime, today: datetime) -> str:
    """ "today", "tomorrow, Monday," and so on; both are in the zone of who reads it."""
    days = (day.date() - today.date()).days
    if days == 0:
        return _("today")
    weekday = date_format(day, "l")
    if days == 1:
        return _("tomorrow, %(weekday)s,") % {"weekday": weekday}
    if days < 7:
        return _("on %(weekday)s") % {"weekday": weekday}
    return _("on %(date)s") % {"date": date_format(day, "l, F j")}

"""How late the next step of a request is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from intake.models import CallbackRequest

# Due is five minutes of office time after asking, so red comes at fifteen.
RED_AFTER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Due:
    """`tone` is none, calm, amber or red."""

    tone: str
    words: str


def due(request: CallbackRequest, *, at: datetime) -> Due:
    if request.due_at is None:
        return Due("none", _("nothing due"))
    late = at - request.due_at
    if late < timedelta(0):
        return Due("calm", _("due in %(time)s") % {"time": span(-late)})
    words = _("late by %(time)s") % {"time": span(late)}
    return Due("red" if late >= RED_AFTER else "amber", words)


def span(length: timedelta) -> str:
    """ "4 min", "3 h" or "2 d", rounded down; "1 min" is the least."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 60:
        return _("%(n)d min") % {"n": minutes}
    if minutes < 48 * 60:
        return _("%(n)d h") % {"n": minutes // 60}
    return _("%(n)d d") % {"n": minutes // (24 * 60)}

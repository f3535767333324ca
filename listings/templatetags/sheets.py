"""What a row of a spreadsheet does, for people."""

from typing import Any

from django import template
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from listings.choices import RowOutcome
from listings.models import SheetRow
from recovery_site.sheets.changes import Change

register = template.Library()
MOST = 12
TONES = {
    RowOutcome.NEW: "made",
    RowOutcome.CHANGED: "updated",
    RowOutcome.WRONG: "failed",
    RowOutcome.SAME: "unchanged",
}


@register.filter
def tone(row: SheetRow) -> str:
    return TONES[RowOutcome(row.outcome)]


@register.filter
def differences(row: SheetRow) -> list[str]:
    """ "Name: Old → New" for each field that changes; what is new is told by its name alone."""
    if row.outcome != RowOutcome.CHANGED:
        return []
    lines = [line for kept in row.changes for line in _lines(Change.read(kept))]
    if len(lines) > MOST:
        more = _("and %(number)d more") % {"number": len(lines) - MOST}
        return [*lines[:MOST], more]
    return lines


def _lines(change: Change) -> list[str]:
    meta: Any = change.model._meta
    name = capfirst(str(meta.verbose_name))
    if change.before is None:
        return [_("%(what)s: new") % {"what": name}]
    if change.after is None:
        return [_("%(what)s: goes") % {"what": name}]
    return [
        f"{capfirst(str(meta.get_field(field).verbose_name))}: {_short(old)} → {_short(new)}"
        for field, old in change.before.items()
        for new in [change.after[field]]
    ]


def _short(value: Any) -> str:
    if value in (None, ""):
        return _("(empty)")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(Truncator(str(value)).chars(60))

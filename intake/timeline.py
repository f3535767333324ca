"""Everything that happened to a request, in order."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.choices import CloseReason, Direction, NextAction
from intake.models import Attempt, CallbackRequest, StatusChange, Telling
from recovery_site.models import AuditEvent, User

_NOTED = {
    "started": gettext_lazy("Started to reach them"),
    "assigned": gettext_lazy("Given to somebody, or to nobody"),
    "erased": gettext_lazy("Erased"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """`by` is None for the visitor and the system. `warnings` are the rules that it broke."""

    at: datetime
    by: User | None
    words: str
    note: str = ""
    next_words: str = ""
    next_due_at: datetime | None = None
    warnings: list[str] = field(default_factory=list)


def timeline(request: CallbackRequest) -> list[Entry]:
    """Latest first; as many queries for much as for little. Needs `entered_by`, `released_by`."""
    # The latest of one moment first, too: staff are told at the very moment somebody asks.
    entries = [_telling(telling) for telling in request.tellings.order_by("-at", "-pk")]
    entries += [
        Entry(note.at, note.by, _("Note"), note=note.body)
        for note in request.notes.select_related("by")
    ]
    entries += [_attempt(attempt) for attempt in request.attempts.select_related("by")]
    entries += [_move(change) for change in request.status_changes.select_related("by")]
    entries += [_noted(event) for event in _events(request)]
    if request.opened_at:
        entries.append(Entry(request.opened_at, None, _("First opened")))
    if request.held_at:
        words = _("Held: %(why)s") % {"why": request.get_held_for_display()}
        entries.append(Entry(request.held_at, None, words))
    if request.released_at:
        entries.append(Entry(request.released_at, request.released_by, _("Released")))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _events(request: CallbackRequest) -> QuerySet[AuditEvent]:
    noted = AuditEvent.objects.about(request).filter(action__in=[*_NOTED, "permitted", "forbade"])
    return noted.select_related("actor")


def _noted(event: AuditEvent) -> Entry:
    """What leaves no row but that in the audit."""
    if event.action in _NOTED:
        return Entry(event.at, event.actor, str(_NOTED[event.action]))
    fields = CallbackRequest._meta.concrete_fields
    names = [str(field.verbose_name) for field in fields if field.name in event.fields]
    template = (
        _("They allow: %(what)s")
        if event.action == "permitted"
        else _("They no longer allow: %(what)s")
    )
    return Entry(event.at, event.actor, template % {"what": ", ".join(names)})


def _attempt(attempt: Attempt) -> Entry:
    template = (
        _("They reached us by %(channel)s: %(outcome)s")
        if attempt.direction == Direction.INBOUND
        else _("%(channel)s: %(outcome)s")
    )
    words = template % {
        "channel": attempt.get_channel_display(),
        "outcome": attempt.get_outcome_display(),
    }
    has_next = attempt.next_action != NextAction.NONE
    return Entry(
        attempt.at,
        attempt.by,
        words,
        note=attempt.note,
        next_words=attempt.get_next_action_display() if has_next else "",
        next_due_at=attempt.next_due_at,
        warnings=attempt.broken_rules,
    )


def _telling(telling: Telling) -> Entry:
    if telling.step is None:
        words = _("Still waiting, and everybody on the list was told")
    elif telling.step == Telling.OWN_ADDRESS:
        words = _("Told at the operator’s own e-mail")
    else:
        words = _("Told step %(number)d") % {"number": telling.step}
    return Entry(telling.at, None, words)


def _move(change: StatusChange) -> Entry:
    if not change.from_status:
        return Entry(change.at, change.by, _("Asked for a call"))
    words = _("Moved to %(status)s") % {"status": change.get_to_status_display()}
    if change.close_reason:
        words = _("Closed: %(why)s") % {"why": change.get_close_reason_display()}
    if change.close_reason == CloseReason.WITHDREW and not change.by:
        words = _("They took it back by their own link")
    return Entry(change.at, change.by, words)

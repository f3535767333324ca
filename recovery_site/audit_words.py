"""The audit in sentences. `tests/contracts/test_audit_words.py` finds an action without one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from recovery_site.hints import Words
from recovery_site.models import AuditEvent

# What was done, as it stands in a filter, and the sentence that tells it.
ACTIONS: dict[str, tuple[Words, Words]] = {
    "signed in": (_("signed in"), _("%(who)s signed in")),
    "signed out": (_("signed out"), _("%(who)s signed out")),
    "refused to sign in": (
        _("refused to sign in"),
        _("Somebody gave a wrong password for %(what)s"),
    ),
    "chose a password": (_("chose a password"), _("%(who)s chose a password")),
    "viewed": (_("opened"), _("%(who)s opened %(what)s")),
    "found": (_("found"), _("%(who)s found %(what)s by a look-up")),
    "looked up": (_("looked somebody up"), _("%(who)s looked somebody up: %(n)s found")),
    "exported": (
        _("exported with names"),
        _("%(who)s exported requests with names and numbers: %(n)s of them"),
    ),
    "exported without names": (
        _("exported without names"),
        _("%(who)s exported requests without names: %(n)s of them"),
    ),
    "received": (_("came by the form"), _("%(what)s came by the form")),
    "entered": (_("wrote down"), _("%(who)s wrote down %(what)s")),
    "started": (_("started to reach"), _("%(who)s started to reach the person of %(what)s")),
    "permitted": (_("noted a permission"), _("%(who)s noted a permission for %(what)s")),
    "forbade": (_("noted a refusal"), _("%(who)s noted what %(what)s does not allow any more")),
    "attempt": (_("logged an attempt"), _("%(who)s logged an attempt for %(what)s")),
    "note": (_("wrote a note"), _("%(who)s wrote a note to %(what)s")),
    "assigned": (_("assigned"), _("%(who)s assigned %(what)s")),
    "moved": (_("moved"), _("%(who)s moved %(what)s")),
    "released": (_("released"), _("%(who)s released %(what)s")),
    "escalated": (_("told the next step"), _("Nobody had opened %(what)s: the next step was told")),
    "told again": (_("told staff again"), _("%(who)s had staff told of %(what)s again")),
    "kept": (_("kept a recipient"), _("%(who)s changed who is told: %(what)s")),
    "tested": (_("tested a recipient"), _("%(who)s sent a test to %(what)s")),
    "removed": (_("removed a recipient"), _("%(who)s removed from who is told: %(what)s")),
    "resent": (_("sent again"), _("%(who)s had a delivery tried again: %(what)s")),
    "withdrew": (_("withdrew by link"), _("A visitor withdrew %(what)s by their link")),
    "stopped texts": (
        _("stopped texts by link"),
        _("The visitor of %(what)s wants no more offers"),
    ),
    "erased": (_("erased"), _("%(who)s erased %(what)s")),
    "erased by link": (_("erased by link"), _("A visitor had %(what)s erased by their link")),
    "rotated keys": (_("changed the key"), _("%(who)s encrypted with the first key: %(n)s values")),
    "copied": (_("copied"), _("%(who)s made %(what)s as a copy of another")),
    "verified": (_("verified"), _("%(who)s verified %(what)s")),
    "confirmed availability": (_("confirmed beds"), _("%(who)s confirmed the beds of %(what)s")),
    "expected opening": (_("expected an opening"), _("%(who)s said when %(what)s should open")),
    "undid a bed": (_("undid a change"), _("%(who)s undid the last change of %(what)s")),
    "held a bed": (_("held a bed"), _("%(who)s held a bed for %(what)s")),
    "began to wait": (
        _("put on the waitlist"),
        _("%(who)s put somebody on the waitlist: %(what)s"),
    ),
    "still waits": (_("confirmed a wait"), _("%(who)s noted that somebody still waits: %(what)s")),
    "ended a wait": (_("ended a wait"), _("%(who)s ended %(what)s")),
    "offered a bed": (
        _("offered a bed"),
        _("%(who)s offered a bed to the first in line: %(what)s"),
    ),
    "offered out of turn": (
        _("offered a bed out of turn"),
        _("%(who)s offered a bed before others who waited longer: %(what)s"),
    ),
    "invited": (_("invited"), _("%(who)s invited %(what)s")),
    "sent a link": (_("sent a link"), _("%(who)s sent %(what)s a link to choose a password")),
    "ended access": (_("ended access"), _("%(who)s ended the access of %(what)s")),
    "gave access": (_("gave access again"), _("%(who)s gave %(what)s access again")),
    "removed second factor": (
        _("removed a second factor"),
        _("%(who)s removed the second factor of %(what)s"),
    ),
    "import brought": (_("brought an import"), _("%(who)s brought %(what)s to be checked")),
    "import started": (_("started an import"), _("%(who)s started %(what)s")),
    "import stopped": (_("stopped an import"), _("%(who)s stopped %(what)s")),
    "import removed": (_("removed an import"), _("%(who)s removed %(what)s")),
    "spreadsheet taken": (
        _("downloaded a spreadsheet"),
        _("%(who)s downloaded a spreadsheet: %(n)s rows"),
    ),
    "spreadsheet brought": (
        _("brought a spreadsheet"),
        _("%(who)s brought %(what)s to be checked"),
    ),
    "spreadsheet started": (_("started a spreadsheet"), _("%(who)s started %(what)s")),
    "spreadsheet written": (
        _("wrote a spreadsheet"),
        _("%(what)s was written: %(n)s rows made or changed"),
    ),
    "spreadsheet undone": (
        _("undid a spreadsheet"),
        _("%(who)s undid %(what)s: %(n)s rows"),
    ),
    "spreadsheet removed": (_("removed a spreadsheet"), _("%(who)s removed %(what)s")),
    "restored": (_("restored"), _("%(who)s brought back a former version of %(what)s")),
    "created": (_("created"), _("%(who)s created %(what)s")),
    "revised": (_("revised"), _("%(who)s revised %(what)s")),
    "submitted": (_("sent for review"), _("%(who)s sent %(what)s for review")),
    "returned": (_("sent back"), _("%(who)s sent %(what)s back to its author")),
    "draft": (_("made a draft"), _("%(who)s made %(what)s a draft")),
    "published": (_("published"), _("%(who)s published %(what)s")),
    "paused": (_("paused"), _("%(who)s paused %(what)s")),
    "archived": (_("archived"), _("%(who)s archived %(what)s")),
}
OTHER = _("%(who)s: %(action)s, %(what)s")
NOBODY = pgettext_lazy("who did it", "The site")


@dataclass(frozen=True, slots=True)
class Thing:
    """What an event is about. It has no key when it is gone."""

    words: str
    key: int | None
    model: type[models.Model] | None


def action_words(action: str) -> str:
    return str(ACTIONS[action][0]) if action in ACTIONS else action


def sentence(event: AuditEvent, thing: Thing) -> str:
    template = ACTIONS[event.action][1] if event.action in ACTIONS else OTHER
    return str(template) % {
        "who": event.actor or NOBODY,
        "what": thing.words,
        "n": event.number if event.number is not None else "?",
        "action": event.action,
    }


def things(events: Iterable[AuditEvent]) -> dict[UUID | None, Thing]:
    """What all of them are about, by uuid: one query for each kind of object."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for event in events:
        if event.object_uuid:
            wanted[event.object_type].add(event.object_uuid)
    found: dict[UUID | None, Thing] = {None: Thing("", None, None)}
    for kind, uuids in wanted.items():
        found.update(_of_kind(kind, uuids))
    return found


def _of_kind(kind: str, uuids: set[UUID]) -> dict[UUID | None, Thing]:
    try:
        model: Any = apps.get_model(kind)
    except (LookupError, ValueError):
        return {uuid: Thing(kind, None, None) for uuid in uuids}
    name = str(model._meta.verbose_name)
    gone = gettext("%(kind)s that is gone") % {"kind": name}
    there = {thing.uuid: thing for thing in model._base_manager.filter(uuid__in=uuids)}
    return {
        uuid: Thing(_named(name, str(there[uuid])), there[uuid].pk, model)
        if uuid in there
        else Thing(gone, None, model)
        for uuid in uuids
    }


def _named(kind: str, words: str) -> str:
    return words if words.startswith(kind) else f"{kind} {words}"

"""Writes what the rows do, in one transaction, or takes it back in one."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from listings.actions.sheets.relations import pointed_at
from listings.choices import RowOutcome, SheetState
from listings.models import SheetImport
from recovery_site.actions import audit
from recovery_site.sheets.applying import MovedError, Writing
from recovery_site.sheets.changes import Change
from recovery_site.sheets.kinds import kind_of

WRITES = (RowOutcome.NEW, RowOutcome.CHANGED)
MOST_NAMED = 20


def write(*, sheet: SheetImport, at: datetime, back: bool = False) -> None:
    """`back` undoes. What somebody changed since is never written over: then nothing is done."""
    kind = kind_of(sheet.kind)
    changes = _changes(sheet, back)
    before, after = (
        (SheetState.UNDOING, SheetState.UNDONE) if back else (SheetState.RUNNING, SheetState.DONE)
    )
    why = (f"undid {sheet.uuid}" if back else f"spreadsheet {sheet.uuid}")[:100]
    writing = Writing(changes, order=kind.order, by=sheet.by, at=at, why=why)
    moved = writing.moved or (pointed_at(kind, changes) if back else [])
    if moved:
        _give_up(sheet, back, _moved_words(moved, back))
        return
    changed = {root: {change.model for change in some} for root, some in changes.values() if some}
    roots = sorted(changed)
    try:
        with transaction.atomic():
            ours = SheetImport.objects.filter(pk=sheet.pk, state=before)
            if not ours.update(state=after, finished_at=at):
                return  # another worker was faster
            writing.write()
            kind.keep_promises(changed, at)
            action = "spreadsheet undone" if back else "spreadsheet written"
            audit(action=action, of=sheet, by=sheet.by, at=at, number=len(roots))
    except (MovedError, IntegrityError):
        words = _("Something that the file is about was changed a moment ago. Nothing was done.")
        _give_up(sheet, back, words)
        return
    except ValidationError as error:
        _give_up(sheet, back, " ".join(error.messages))
        return
    kind.after(roots, at)


def _changes(sheet: SheetImport, back: bool) -> dict[int, tuple[int, list[Change]]]:
    """By the number of the row: what it is about, and what is done."""
    found: dict[int, tuple[int, list[Change]]] = {}
    rows = sheet.rows.filter(outcome__in=WRITES).order_by("number")
    for number, root, kept in rows.values_list("number", "root", "changes").iterator(2_000):
        some = [Change.read(one) for one in kept]
        found[number] = (root or 0, [change.back() for change in some] if back else some)
    return found


def _give_up(sheet: SheetImport, back: bool, words: str) -> None:
    """What was to be written is checked anew by whoever brings it; what is there stays."""
    state = SheetState.DONE if back else SheetState.REFUSED
    SheetImport.objects.filter(pk=sheet.pk).update(state=state, remarks=words)


def _moved_words(moved: list[int], back: bool) -> str:
    rows = ", ".join(map(str, moved[:MOST_NAMED]))
    if len(moved) > MOST_NAMED:
        rows = _("%(rows)s and %(more)s more") % {"rows": rows, "more": len(moved) - MOST_NAMED}
    if back:
        words = _(
            "Nothing was undone: somebody changed since what these rows wrote, or uses it: "
            "%(rows)s."
        )
    else:
        words = _(
            "Nothing was written: somebody changed since the check what these rows are about: "
            "%(rows)s. Bring the file once more."
        )
    return words % {"rows": rows}

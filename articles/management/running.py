"""What the commands that import have in common."""

from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions import wordpress
from articles.choices import ImportOutcome, ImportState
from articles.models import ImportItem, ImportRun

SECONDS_A_LINE = 5.0


class RunsImports(BaseCommand):
    def work(self, run: ImportRun) -> None:
        """To the end of what its state asks for, with a line on the way now and then."""
        state = run.state
        while run.state == state and state in {ImportState.CHECKING, ImportState.RUNNING}:
            wordpress.work(run=run, at=timezone.now(), enough=wordpress.after(SECONDS_A_LINE))
            if run.state == state:
                self.stdout.write(_("%(percent)s %% …") % {"percent": percent(run)})

    def bring_in(self, run: ImportRun) -> None:
        if run.state != ImportState.DONE:
            self.work(wordpress.start(run=run, by=None, at=timezone.now()))

    def report(self, run: ImportRun, column: str) -> None:
        if run.remarks:
            self.stdout.write(run.remarks)
        for item in run.items.order_by("position").iterator(chunk_size=500):
            words = [head(item, column), item.title, item.reason]
            self.stdout.write(": ".join(filter(None, words)))
            for note in item.notes.splitlines():
                self.stdout.write(f"    {note}")
        counts = run.items.counts(column)
        totals = [f"{outcome.label} {counts.get(outcome, 0)}" for outcome in ImportOutcome]
        self.stdout.write(", ".join(totals))


def head(item: ImportItem, column: str) -> str:
    outcome = str(ImportOutcome(getattr(item, column) or item.plan).label)
    place = _("line %(line)s") % {"line": item.line} if item.line else ""
    return " ".join(filter(None, [outcome, item.kind, item.key, place]))


def percent(run: ImportRun) -> int:
    """Of the step that it is in."""
    if run.state == ImportState.CHECKING:
        return 100 * run.offset // max(1, run.size)
    done = run.items.exclude(outcome="").count()
    return 100 * done // max(1, run.items.count())

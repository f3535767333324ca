from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection
from django.utils import timezone

from intake.actions import forget, overdue
from intake.actions.forgetting import Outcome
from intake.models import CallbackRequest
from recovery_site.alone import alone

FAILED, ANOTHER_RUN = 1, 3
NO_COPY = {
    # Copies lie where a page of an index was split, and former pages in the log.
    "sqlite": ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"),
    # A small table, and the one that holds what is forgotten unencrypted. Nobody waits for the
    # lock for long; who reads the beds for a minute makes this fail, and not the others wait.
    "postgresql": (
        "SET lock_timeout = '2s'",
        "VACUUM FULL listings_bedinterval",
        "RESET lock_timeout",
    ),
}


class Command(BaseCommand):
    help = (
        "Says what is older than RETENTION_DAYS and still tells of people, and with --apply "
        "makes it forgotten: people, messages, notes, consents and deliveries go, counts stay. "
        "After a backup was restored it erases again what had been erased. Run it every night. "
        "Ends with 0 when all is done, 1 when something could not be forgotten, 3 when another "
        "run was at it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="Do it. Nothing can undo it.")

    def handle(self, *, apply: bool, **options: Any) -> None:
        at = timezone.now()
        if not apply:
            self.tell(overdue(at=at), at)
            self.stdout.write("Nothing was changed. Add --apply to forget what is overdue.")
            return
        with alone("retention") as mine:
            if not mine:
                raise CommandError("Another run is at it.", returncode=ANOTHER_RUN)
            failed = self.tell(forget(at=at), at, done=True) + self.leave_no_copy()
        if failed:
            raise CommandError(f"Not everything was forgotten: {failed}.", returncode=FAILED)

    def tell(self, outcomes: Iterable[Outcome], at: datetime, *, done: bool = False) -> int:
        """A line for each kind. Returns how much failed."""
        failed = 0
        self.stdout.write(f"Settled or over for {settings.RETENTION_DAYS} days, {at:%Y-%m-%d}:")
        for outcome in outcomes:
            since = f", oldest {outcome.oldest:%Y-%m-%d}" if outcome.oldest else ""
            number = f"{outcome.forgotten} forgotten" if done else f"{outcome.overdue} overdue"
            self.stdout.write(f"{outcome.kind.name}: {number}{since}.")
            for each in outcome.failed:
                self.stderr.write(f"{outcome.kind.name}: number {each} could not be forgotten.")
            failed += len(outcome.failed)
        self.stdout.write(f"Older than that and still open: {self.open_for(at)}.")
        return failed

    def open_for(self, at: datetime) -> int:
        """What no rule ends: somebody has to close them, or to look at the held ones."""
        before = at - timedelta(days=settings.RETENTION_DAYS)
        old = CallbackRequest.objects.filter(created_at__lte=before)
        return (old.unsettled() | old.held()).count()

    def leave_no_copy(self) -> int:
        """Databases keep copies of what they deleted, until the file is written anew.

        Returns 1 when somebody held the database for too long; the next night does it.
        """
        if connection.in_atomic_block:
            return 0
        try:
            with connection.cursor() as cursor:
                for statement in NO_COPY[connection.vendor]:
                    cursor.execute(statement)
        except DatabaseError as error:
            self.stderr.write(f"The file could not be written anew ({type(error).__name__}).")
            return 1
        return 0

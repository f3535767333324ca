from datetime import datetime, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils import timezone

from intake import erasures
from intake.actions import erase_again, erase_settled
from intake.limits import forget_expired
from intake.models import CallbackRequest, ErasureRecord


class Command(BaseCommand):
    help = (
        "Says how many settled requests are older than RETENTION_DAYS, and with --apply makes "
        "them nameless: people, messages, notes, consents and deliveries go, counts stay. "
        "After a backup was restored it erases again what had been erased. Run it every night."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="Do it. Nothing can undo it.")

    def handle(self, *, apply: bool, **options) -> None:
        at, days = timezone.now(), settings.RETENTION_DAYS
        if apply:
            again = erase_again(at=at)
            overdue = erase_settled(at=at, days=days)
            forget_expired(at=at)
            self.leave_no_copy()
        else:
            again, overdue = self.to_erase_again(), self.overdue(at, days)
        done = "erased" if apply else "overdue"
        self.stdout.write(f"Settled {days} days ago or longer: {overdue} {done}.")
        self.stdout.write(f"Erased once and back from a backup: {again} {done}.")
        self.stdout.write(f"Older than that and still open: {self.open_for(days, at)}.")
        if not apply:
            self.stdout.write("Nothing was changed. Add --apply to erase what is overdue.")

    def overdue(self, at: datetime, days: int) -> int:
        return CallbackRequest.objects.settled_for(days=days, at=at).count()

    def to_erase_again(self) -> int:
        recorded = set(ErasureRecord.objects.values_list("request_uuid", flat=True))
        return CallbackRequest.objects.came_back(recorded | erasures.listed()).count()

    def open_for(self, days: int, at: datetime) -> int:
        """What no rule ends: somebody has to close them, or to look at the held ones."""
        old = CallbackRequest.objects.filter(created_at__lte=at - timedelta(days=days))
        return (old.unsettled() | old.held()).count()

    def leave_no_copy(self) -> None:
        """SQLite leaves copies where it split a page of an index, and former pages in its log."""
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")

import logging
import os
import random
import signal
import socket
import time
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from recovery_site.lanes import Lane
from recovery_site.models import WorkerHeartbeat
from recovery_site.outbox import LEASE, deliver_next, load_handlers

logger = logging.getLogger(__name__)

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
HEARTBEAT_SECONDS = 10.0
IDLE_SECONDS = 0.25
LONGEST_WAIT_FOR_DATABASE = 15.0
FORGET_WORKERS_AFTER = timedelta(days=1)


class Command(BaseCommand):
    help = (
        "Delivers what waits in the outbox until it is told to stop (SIGTERM or Ctrl-C), "
        "which lets it finish what it has begun. Several may run, on several machines."
    )
    # They would load every page of the site into a process that shows none. `serve` runs them.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="End when nothing is due.")
        parser.add_argument(
            "--lane",
            type=Lane,
            choices=list(Lane),
            help="Take only this part, so that one kind of work never waits for the other.",
        )
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            help="Seconds after which another worker takes over from a dead one.",
        )

    def handle(self, *, once: bool, lease: float, lane: Lane | None = None, **options) -> None:
        self.stopping = False
        self.lane = lane
        self.name = f"{socket.gethostname()[:60]}-{os.getpid()}"
        self.beat_at = float("-inf")
        load_handlers()
        before = {number: signal.signal(number, self.stop) for number in STOP_SIGNALS}
        try:
            self.work(once=once, lease=timedelta(seconds=lease))
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self, *_: object) -> None:
        self.stopping = True

    def work(self, *, once: bool, lease: timedelta) -> None:
        failures = 0
        while not self.stopping:
            close_old_connections()
            try:
                self.beat()
                busy = deliver_next(lease=lease, lane=self.lane)
                failures = 0
            except Error as error:
                if once:
                    raise
                failures += 1
                logger.warning("database", exc_info=error)
                connection.close()
                self.rest(min(LONGEST_WAIT_FOR_DATABASE, 0.5 * 2 ** min(failures, 8)))
                continue
            if not busy and once:
                break
            if not busy:
                self.rest(IDLE_SECONDS)
        WorkerHeartbeat.objects.filter(name=self.name).delete()

    def rest(self, seconds: float) -> None:
        """A little more or less, so that workers don't ask in step. A signal ends it soon."""
        # Spreads load, guards nothing.
        until = time.monotonic() + seconds * random.uniform(0.8, 1.2)  # noqa: S311
        while not self.stopping and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, IDLE_SECONDS))

    def beat(self) -> None:
        """Tell that the worker lives, and forget the ones that have not for a day."""
        if time.monotonic() - self.beat_at < HEARTBEAT_SECONDS:
            return
        self.beat_at = time.monotonic()
        at = timezone.now()
        WorkerHeartbeat.objects.update_or_create(
            name=self.name, defaults={"at": at, "lane": self.lane or ""}
        )
        WorkerHeartbeat.objects.filter(at__lt=at - FORGET_WORKERS_AFTER).delete()

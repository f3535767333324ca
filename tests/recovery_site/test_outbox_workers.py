"""Workers as processes of their own, killed at any moment."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from recovery_site.actions import enqueue
from recovery_site.lanes import PICTURE_PRIORITY, URGENT
from recovery_site.models import OutboxMessage, WorkerHeartbeat
from tests.environment import ROOT, TESTS, clean
from tests.real_database import shared

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 90.0
MOST_MEGABYTES = 80


def promise(number: int, **fields: int) -> None:
    at = timezone.now()
    with transaction.atomic():
        for _ in range(number):
            enqueue(kind="tests.note", payload={}, at=at, **fields)


def waiting() -> int:
    return OutboxMessage.objects.waiting().count()


class Crew:
    """Workers on one database, which write what they deliver into one book."""

    def __init__(self, url: str, folder: Path, *, seconds: str) -> None:
        self.book = folder / "book.txt"
        self.book.touch()
        self.environment = clean(
            os.environ,
            **TESTS,
            DJANGO_SETTINGS_MODULE="tests.worker_settings",
            TEST_DATABASE_URL=url,
            DELIVERED_TO=str(self.book),
            DELIVERY_SECONDS=seconds,
        )
        self.processes: list[subprocess.Popen] = []

    def start(self, *arguments: str) -> subprocess.Popen:
        command = [sys.executable, "manage.py", "deliver", *arguments]
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL
        )
        self.processes.append(process)
        return process

    def lines(self, word: str) -> list[str]:
        lines = self.book.read_text().splitlines()
        return [line.split()[1] for line in lines if line.startswith(word)]

    def wait(self, done: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < deadline, self.book.read_text()
            time.sleep(0.05)

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture
def crew(tmp_path: Path, transactional_db: None) -> Iterator[Callable[..., Crew]]:
    """Moves the database to where workers see it; `seconds` is what a delivery takes at most."""
    contexts, crews = [], []

    def gather(seconds: str = "0.03") -> Crew:
        context = shared(tmp_path)
        found = Crew(context.__enter__(), tmp_path, seconds=seconds)
        contexts.append(context)
        crews.append(found)
        return found

    yield gather
    for found in crews:
        found.end()
    for context in contexts:
        context.__exit__(None, None, None)


def test_killed_workers_lose_nothing(
    crew: Callable[..., Crew], effort: Callable[[int, int], int]
) -> None:
    number, chance = effort(30, 300), random.Random(7)
    workers = crew()
    promise(number)
    running = [workers.start("--lease", "1") for _ in range(2)]
    kills, most_kills = 0, effort(2, 40)
    while kills < most_kills and len(set(workers.lines("done"))) < number:
        before = len(workers.lines("start"))
        workers.wait(lambda before=before: len(workers.lines("start")) > before + 1
                     or len(set(workers.lines("done"))) == number)  # fmt: skip
        victim = chance.randrange(2)
        time.sleep(chance.uniform(0, 0.03))
        running[victim].send_signal(signal.SIGKILL)
        running[victim].wait()
        running[victim] = workers.start("--lease", "1")
        kills += 1
    workers.wait(lambda: waiting() == 0)
    assert OutboxMessage.objects.filter(delivered_at__isnull=False).count() == number
    assert kills > 0
    started = Counter(workers.lines("start"))
    assert len(started) == number
    # Once for each lease; a lease is only lost by a kill.
    assert sum(started.values()) <= number + kills


def test_what_a_dead_worker_held_is_taken_over(crew: Callable[..., Crew]) -> None:
    workers = crew("5")
    promise(1)
    doomed = workers.start("--lease", "1")
    workers.wait(lambda: bool(workers.lines("start")))
    doomed.kill()
    doomed.wait()
    workers.start("--lease", "6")
    workers.wait(lambda: bool(workers.lines("done")))
    workers.wait(lambda: waiting() == 0)
    assert len(workers.lines("start")) == 2


def test_a_notice_does_not_wait_for_a_picture_that_takes_its_time(
    crew: Callable[..., Crew],
) -> None:
    workers = crew("60")  # by chance of up to so many seconds, of which a picture has hundreds
    promise(30, priority=PICTURE_PRIORITY)
    workers.start("--lane", "rest")
    workers.wait(lambda: bool(workers.lines("start")))
    workers.environment["DELIVERY_SECONDS"] = "0"
    notices = workers.start("--lane", "notices")
    workers.wait(lambda: WorkerHeartbeat.objects.filter(lane="notices").exists())
    promise(1, priority=URGENT)
    workers.wait(
        lambda: bool(OutboxMessage.objects.filter(priority=URGENT, delivered_at__isnull=False))
    )
    assert OutboxMessage.objects.waiting().filter(priority=PICTURE_PRIORITY).count() > 20
    assert loaded(notices) <= MOST_MEGABYTES


def loaded(process: subprocess.Popen) -> float:
    """Megabytes of memory that a process holds, where Linux tells; else none."""
    status = Path(f"/proc/{process.pid}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if "VmRSS" in line), 0.0)


def test_a_worker_that_is_told_to_stop_finishes_what_it_began(
    crew: Callable[..., Crew],
) -> None:
    workers = crew("0.4")
    promise(20)
    process = workers.start()
    workers.wait(lambda: bool(workers.lines("start")))
    process.terminate()
    assert process.wait(30) == 0
    assert workers.lines("start") == workers.lines("done")
    assert 1 <= len(workers.lines("done")) < 20


def test_an_idle_worker_delivers_at_once_and_shows_that_it_lives(
    crew: Callable[..., Crew],
) -> None:
    workers = crew("0")
    process = workers.start()
    workers.wait(lambda: WorkerHeartbeat.objects.count() == 1)
    began = time.monotonic()
    promise(1)
    workers.wait(lambda: bool(workers.lines("done")))
    assert time.monotonic() - began < 3
    workers.wait(lambda: waiting() == 0)
    process.terminate()
    process.wait(30)
    assert WorkerHeartbeat.objects.count() == 0

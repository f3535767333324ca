"""Keeps child processes running side by side until it is told to stop.

Its messages are whole sentences: the site's log hides arguments, and these hold nothing personal.
"""

import logging
import os
import select
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import FrameType

logger = logging.getLogger(__name__)

SETTLED_AFTER = 30.0
LONGEST_PAUSE = 30.0
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@dataclass
class Child:
    """One process to keep running. With `must_start`, dying while it first settles ends everything.

    `pause` is the wait in seconds before the first restart; it doubles with every death in a row.
    """

    name: str
    command: Sequence[str]
    must_start: bool = False
    pause: float = 1.0
    process: subprocess.Popen | None = None
    starts: int = 0
    started_at: float = 0.0
    due_at: float = 0.0
    deaths_in_a_row: int = 0

    def start(self, now: float) -> None:
        # A group of its own: Ctrl-C in a terminal reaches the supervisor alone, which stops gently.
        self.process = subprocess.Popen(self.command, process_group=0)
        self.starts += 1
        self.started_at = now
        logger.info(f"Started {self.name}, process {self.process.pid}.")

    def signal(self, number: int) -> None:
        if self.process:
            # macOS answers PermissionError for a group that has just ended.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def bury(self, now: float) -> int | None:
        """Plans the restart of a dead process. Returns an exit status when there must be none."""
        assert self.process is not None
        status, lived = self.process.returncode, now - self.started_at
        self.signal(signal.SIGKILL)  # what it may have left behind would hold the port
        self.process = None
        gave_up = status >= 0  # a negative one is a signal: somebody else ended it
        if self.must_start and gave_up and self.starts == 1 and lived < SETTLED_AFTER:
            logger.error(f"The {self.name} could not start. The reason stands above.")
            return status or 1
        self.deaths_in_a_row = 0 if lived >= SETTLED_AFTER else self.deaths_in_a_row + 1
        pause = min(LONGEST_PAUSE, self.pause * 2 ** max(0, self.deaths_in_a_row - 1))
        self.due_at = now + pause
        logger.warning(f"The {self.name} ended with status {status}. Again in {pause:g} s.")
        return None


class Signals:
    """Turns signals into something to wait for. Counts those that ask to stop."""

    def __init__(self) -> None:
        self.stops = 0

    def __enter__(self) -> "Signals":
        self._reader, writer = self._pipe = os.pipe()
        for end in self._pipe:
            os.set_blocking(end, False)
        self._previous_fd = signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        self._previous = {signal.SIGCHLD: signal.signal(signal.SIGCHLD, lambda *_: None)}
        for number in STOP_SIGNALS:
            if number == signal.SIGHUP and signal.getsignal(number) is signal.SIG_IGN:
                continue  # nohup stays in force
            self._previous[number] = signal.signal(number, self._count)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._previous.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._previous_fd)
        for end in self._pipe:
            os.close(end)

    def _count(self, number: int, frame: FrameType | None) -> None:
        self.stops += 1

    def wait(self, seconds: float | None) -> None:
        select.select([self._reader], [], [], seconds)
        with suppress(BlockingIOError):
            os.read(self._reader, 4096)


def supervise(children: Sequence[Child], *, stop_timeout: float = 30.0) -> int:
    """Returns 0 after a signal to stop, or the status of the child that could not start."""
    status = None
    with Signals() as signals:
        while status is None and not signals.stops:
            now = time.monotonic()
            status = next(filter(None, [_tend(child, now) for child in children]), None)
            if status is None:
                waiting = [child.due_at - now for child in children if child.process is None]
                signals.wait(max(0.0, min(waiting)) if waiting else None)
        _stop(children, signals, stop_timeout)
    return status or 0


def _tend(child: Child, now: float) -> int | None:
    if child.process is None:
        if now >= child.due_at:
            child.start(now)
    elif child.process.poll() is not None:
        return child.bury(now)
    return None


def _stop(children: Sequence[Child], signals: Signals, timeout: float) -> None:
    """Asks all to finish what they hold; a second signal or the time-out ends them at once."""
    asked = signals.stops
    deadline = time.monotonic() + timeout
    for child in children:
        if child.is_running():
            assert child.process is not None
            child.process.terminate()
    while any(child.is_running() for child in children):
        if signals.stops > max(asked, 1) or time.monotonic() >= deadline:
            break
        signals.wait(min(1.0, max(0.0, deadline - time.monotonic())))
    for child in children:
        child.signal(signal.SIGKILL)
        if child.process:
            child.process.wait()

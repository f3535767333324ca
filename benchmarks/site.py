"""The whole site as `manage.py serve` runs it: web workers, delivery workers, a supervisor."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.serving import free_port, wait_for
from benchmarks.surroundings import ROOT, Surroundings

LONGEST_STOP = 40.0  # seconds


class Site:
    """`others` are delivery workers beside it, as on another machine."""

    def __init__(self, process: subprocess.Popen, port: int, environment: Mapping[str, str]):
        self.process, self.port, self.environment = process, port, environment
        self.others: list[subprocess.Popen] = []

    def web_workers(self) -> list[int]:
        return [pid for master in self._children("gunicorn") for pid in children(master)]

    def delivery_workers(self) -> list[int]:
        """Of the site and beside it, as far as they run."""
        beside = [other.pid for other in self.others if other.poll() is None]
        return [*self._children("deliver"), *beside]

    def _children(self, word: str) -> list[int]:
        return [pid for pid in children(self.process.pid) if word in command_of(pid)]

    def deliver_beside(self) -> None:
        command = [sys.executable, "manage.py", "deliver"]
        self.others.append(
            subprocess.Popen(command, cwd=ROOT, env=self.environment, stderr=subprocess.DEVNULL)
        )

    def kill(self, pid: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        for other in self.others:
            if other.pid == pid:
                other.wait()


def memory(pid: int) -> float:
    """What is resident of a process, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1000 for line in lines if line.startswith("VmRSS"))


def holder(port: int, pids: Iterable[int]) -> int | None:
    """Which process has the end of a connection that is on this local port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    sockets = {f"socket:[{row[9]}]" for row in rows if row[1].endswith(f":{port:04X}")}
    for pid in pids:
        with suppress(OSError):
            if sockets & {os.readlink(file) for file in Path(f"/proc/{pid}/fd").iterdir()}:
                return pid
    return None


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def command_of(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    return ""


@contextmanager
def running(where: Surroundings, **environment: str) -> Iterator[Site]:
    port, log = free_port(), where.folder / "site.log"
    values = where.environment | {"PORT": str(port), "WEB_WORKERS": "2"} | environment
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=values,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    site = Site(process, port, values)
    try:
        wait_for(port, process, log)
        wait_until(lambda: bool(site.web_workers()) and bool(site.delivery_workers()))
        yield site
    finally:
        for other in site.others:
            other.kill()
            other.wait()
        process.terminate()
        process.wait(LONGEST_STOP)


def wait_until(done: Callable[[], bool], *, seconds: float = 60.0) -> bool:
    """False when it was not so in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if done():
            return True
        time.sleep(0.02)
    return False

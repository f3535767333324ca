"""Servers as the site's own are, and what they cost. On Linux alone, whose clocks tell it."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.surroundings import ROOT, Surroundings

SITE = "recovery_site.wsgi:application"
HELLO = "benchmarks.hello:application"
LONGEST_START = 60.0  # seconds
# The client has the last byte a moment before the server is done with the request.
MOMENT = 0.004  # seconds


class Server:
    def __init__(self, process: subprocess.Popen, port: int, log: Path) -> None:
        self.process, self.port, self.log = process, port, log
        self.connection = self.connect()

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def get(self, path: str, headers: Mapping[str, str]) -> bytes:
        """The body; the connection stays open from one request to the next."""
        try:
            return self._get(path, headers)
        except (http.client.HTTPException, ConnectionError):
            self.connection.close()  # it was idle for too long
            return self._get(path, headers)

    def _get(self, path: str, headers: Mapping[str, str]) -> bytes:
        self.connection.request("GET", path, headers={"Host": "localhost", **headers})
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} was answered with {response.status}")
        return body

    def cpu_seconds(self) -> float:
        """That all workers have used since they began."""
        nanoseconds = [time.clock_gettime_ns(_cpu_clock(pid)) for pid in self._workers()]
        return sum(nanoseconds) / 1e9

    def cost(self, paths: Sequence[str], headers: Mapping[str, str]) -> float:
        """CPU seconds of a request."""
        return self.spent(lambda: [self.get(path, headers) for path in paths]) / len(paths)

    def spent(self, work: Callable[[], object]) -> float:
        """CPU seconds that the workers use while somebody asks them for this work."""
        before = self.cpu_seconds()
        work()
        time.sleep(MOMENT)
        return self.cpu_seconds() - before

    def _workers(self) -> list[int]:
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _cpu_clock(pid: int) -> int:
    """As clock_getcpuclockid(3) makes it: for a whole process, in nanoseconds."""
    return (~pid << 3) | 2


@contextmanager
def serving(
    application: str, where: Surroundings, *, workers: int = 1, threads: int = 4, **environment: str
) -> Iterator[Server]:
    if sys.platform != "linux":
        raise SystemExit("Servers are measured on Linux alone.")
    port, log = free_port(), where.folder / f"{application.split('.')[0]}.log"
    hands = {"PORT": str(port), "WEB_WORKERS": str(workers), "WEB_THREADS": str(threads)}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:recovery_site.gunicorn_conf"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, application],
            cwd=ROOT,
            env=where.environment | hands | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(port, process, log)
        yield Server(process, port, log)
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen, log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(log.read_text())

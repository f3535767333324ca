import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from recovery_site.supervisor import LONGEST_PAUSE, SETTLED_AFTER, Child
from tests.environment import ROOT

Start = Callable[..., subprocess.Popen]


@pytest.fixture
def supervise() -> Iterator[Start]:
    """Starts a supervisor over children given as Python code, in a process of its own."""
    started = []

    def start(*children: str, stop_timeout: float = 10, before: str = "") -> subprocess.Popen:
        code = f"{before}\nimport sys\nfrom recovery_site.supervisor import Child, supervise\n"
        code += f"sys.exit(supervise([{', '.join(children)}], stop_timeout={stop_timeout}))"
        process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def child(code: str, **options: object) -> str:
    given = "".join(f", {name}={value!r}" for name, value in options.items())
    return f"Child('child', {[sys.executable, '-c', code]!r}{given})"


def wait_for(condition: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_dead_child_is_started_again(supervise: Start, tmp_path: Path) -> None:
    log = tmp_path / "log"
    supervise(child(f"open({str(log)!r}, 'a').write('x')", pause=0.01))
    assert wait_for(lambda: log.exists() and len(log.read_text()) >= 3)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_signal_lets_a_child_finish(supervise: Start, tmp_path: Path, number: int) -> None:
    log = tmp_path / "log"
    process = supervise(
        child(
            "import pathlib, signal, sys, time\n"
            f"log = pathlib.Path({str(log)!r})\n"
            "def finish(*_):\n    time.sleep(0.3)\n    log.write_text('finished')\n    sys.exit()\n"
            "signal.signal(signal.SIGTERM, finish)\n"
            "log.write_text('ready')\n"
            "signal.pause()"
        )
    )
    assert wait_for(lambda: log.exists() and log.read_text() == "ready")
    process.send_signal(number)
    assert process.wait(timeout=10) == 0
    assert log.read_text() == "finished"


def ignored(name: str) -> str:
    return f"import signal\nsignal.signal(signal.{name}, signal.SIG_IGN)"


def waiting_child(log: Path) -> str:
    """Writes to `log` when it is there."""
    return child(f"import signal\nopen({str(log)!r}, 'w').write('ready')\nsignal.pause()")


def test_ctrl_c_stops_it_even_where_a_shell_had_it_ignored(
    supervise: Start, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    process = supervise(waiting_child(log), before=ignored("SIGINT"))
    assert wait_for(lambda: log.exists() and log.read_text() == "ready")
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=10) == 0


def test_it_outlives_a_terminal_under_nohup(supervise: Start, tmp_path: Path) -> None:
    log = tmp_path / "log"
    process = supervise(waiting_child(log), before=ignored("SIGHUP"))
    assert wait_for(lambda: log.exists() and log.read_text() == "ready")
    process.send_signal(signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=1)
    process.terminate()  # or its child would outlive the tests
    assert process.wait(timeout=10) == 0


def test_a_child_that_does_not_stop_is_ended(supervise: Start, tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    process = supervise(
        child(
            "import os, pathlib, signal\n"
            "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
            f"pathlib.Path({str(pid)!r}).write_text(str(os.getpid()))\n"
            "while True:\n    signal.pause()"
        ),
        stop_timeout=0.5,
    )
    assert wait_for(lambda: pid.exists() and pid.read_text() != "")
    process.terminate()
    assert process.wait(timeout=10) == 0
    assert not is_alive(int(pid.read_text()))


def test_a_child_that_must_start_and_cannot_ends_the_others_too(
    supervise: Start, tmp_path: Path
) -> None:
    pid = tmp_path / "pid"
    other = (
        "import os, pathlib, time\n"
        f"pathlib.Path({str(pid)!r}).write_text(str(os.getpid()))\n"
        "time.sleep(60)"
    )
    broken = f"import os, sys, time\nwhile not os.path.exists({str(pid)!r}): time.sleep(0.05)\n"
    broken += "time.sleep(0.2)\nsys.exit(7)"
    process = supervise(child(broken, must_start=True), child(other))
    assert process.wait(timeout=20) == 7
    assert not is_alive(int(pid.read_text()))


def test_a_child_that_must_start_and_was_killed_is_started_again(
    supervise: Start, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    killed = f"import os; open({str(log)!r}, 'a').write('x'); os.kill(os.getpid(), 9)"
    supervise(child(killed, must_start=True, pause=0.01))
    assert wait_for(lambda: log.exists() and len(log.read_text()) >= 2)


def test_what_a_dead_child_left_behind_is_ended(supervise: Start, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    supervise(
        child(
            "import subprocess, sys\n"
            "left = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
            f"open({str(pids)!r}, 'a').write(f'{{left.pid}}\\n')",
            pause=0.01,
        )
    )
    assert wait_for(lambda: pids.exists() and len(pids.read_text().split()) >= 2)
    first = int(pids.read_text().split()[0])
    assert wait_for(lambda: not is_alive(first) or zombie(first))


def zombie(pid: int) -> bool:
    """Ended, and only waiting for somebody to ask how."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return state.stdout.strip().startswith("Z")


def test_the_pause_doubles_up_to_a_limit_and_starts_over_after_a_good_while() -> None:
    one = Child("child", [sys.executable, "-c", ""], pause=1)
    pauses, now = [], 0.0
    for lived in [1, 1, 1, 1, 1, 1, 1, SETTLED_AFTER, 1]:
        one.start(now)
        assert one.process is not None
        one.process.wait()
        now += lived
        assert one.bury(now) is None
        pauses.append(one.due_at - now)
    assert pauses == [1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE, 1, 1]

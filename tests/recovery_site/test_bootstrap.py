import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recovery_site import bootstrap
from tests.environment import ROOT

SCRIPT = ROOT / "recovery_site" / "bootstrap.py"
LOCK = "typing-extensions==4.16.0 --hash=sha256:" + "0" * 64
HELLO = ["-c", "print('hello from the environment')"]


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements.txt"
    path.write_text(LOCK)
    return path


@pytest.fixture
def venv(tmp_path: Path, lock: Path) -> Path:
    """An environment that is up to date."""
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").symlink_to(sys.executable)
    (tmp_path / "venv" / "lock.sha256").write_text(bootstrap.wanted_stamp(lock))
    return tmp_path / "venv"


def run(venv: Path, lock: Path, *, first: str = "", **environ: str) -> subprocess.CompletedProcess:
    """The bootstrap, after the code `first` has changed what it finds."""
    arguments = [str(SCRIPT), str(venv), str(lock), *HELLO]
    code = (
        f"import sys\n{first}\nimport runpy\nsys.argv = {arguments!r}\n"
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=os.environ | environ,
        check=False,
    )


OLD = "sys.version_info = (3, 9, 2)"


def test_it_runs_in_an_environment_that_is_up_to_date(venv: Path, lock: Path) -> None:
    result = run(venv, lock)
    assert result.stdout == "hello from the environment\n"
    assert "Installing" not in result.stderr


def test_an_old_python_is_told_what_to_install(venv: Path, lock: Path, tmp_path: Path) -> None:
    result = run(venv, lock, first=OLD, PATH=str(tmp_path))
    assert result.returncode == 1
    assert "needs Python 3.11 or newer. The one here is 3.9." in result.stderr
    assert "PYTHON=" in result.stderr


def test_an_old_python_gives_way_to_a_newer_one(venv: Path, lock: Path, tmp_path: Path) -> None:
    (tmp_path / "python3.12").symlink_to(sys.executable)
    result = run(venv, lock, first=OLD, PATH=str(tmp_path))
    assert result.stdout == "hello from the environment\n"


def test_a_missing_venv_module_names_the_package(lock: Path, tmp_path: Path) -> None:
    result = run(tmp_path / "new", lock, first="sys.modules['ensurepip'] = None")
    assert result.returncode == 1
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt install python{version}-venv" in result.stderr


def test_no_network_is_said_in_plain_words(lock: Path, tmp_path: Path) -> None:
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_CONFIG_FILE": os.devnull}
    result = run(tmp_path / "new", lock, PIP_NO_CACHE_DIR="1", **nowhere)
    assert result.returncode == 1
    assert "the package index does not answer" in result.stderr
    assert not bootstrap.is_current(str(tmp_path / "new"), bootstrap.wanted_stamp(lock))


def test_a_changed_lock_file_makes_the_environment_stale(venv: Path, lock: Path) -> None:
    assert bootstrap.is_current(str(venv), bootstrap.wanted_stamp(lock))
    lock.write_text(LOCK + "\n# changed")
    assert not bootstrap.is_current(str(venv), bootstrap.wanted_stamp(lock))


def test_an_environment_whose_python_is_gone_is_stale(venv: Path, lock: Path) -> None:
    (venv / "bin" / "python").unlink()
    (venv / "bin" / "python").symlink_to(venv / "gone")
    assert not bootstrap.is_current(str(venv), bootstrap.wanted_stamp(lock))


def test_an_old_python_can_read_it() -> None:
    tree = ast.parse(SCRIPT.read_text(), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr)
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, newer)] == []
    assert [node.name for node in ast.walk(tree) if getattr(node, "returns", None)] == []

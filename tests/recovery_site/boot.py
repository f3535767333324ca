"""Starts the settings in a process of their own, as a server would."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests import environment

ASK = """
import json, os, sys
import recovery_site.settings as settings
print(json.dumps({name: getattr(settings, name) for name in sys.argv[1:]}, default=str))
"""


def boot(data_dir: Path, *names: str, **values: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", ASK, *names],
        cwd=environment.ROOT,
        env=environment.clean(os.environ, DATA_DIR=str(data_dir), **values),
        capture_output=True,
        text=True,
        check=False,
    )


def settings_of(data_dir: Path, *names: str, **values: str) -> dict:
    process = boot(data_dir, *names, **values)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


def refusal(data_dir: Path, **values: str) -> str:
    """The sentence that the settings refuse to start with."""
    process = boot(data_dir, **values)
    assert process.returncode != 0, "it started"
    return process.stderr.strip().splitlines()[-1]

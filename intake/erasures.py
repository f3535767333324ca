"""The list of erased requests that a backup can't take back: a file beside the database.

One line for each, the time and the uuid of the request, which tells nothing of a person. Keep
the file when the database is restored, and keep a copy of it elsewhere.
"""

import os
import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

# Wherever it stands: a line that was cut off by a full disk must not hide its neighbor.
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def listed() -> set[UUID]:
    file = Path(settings.ERASURES_FILE)
    return {UUID(found) for found in _UUID.findall(file.read_text())} if file.exists() else set()


def add(erased: Iterable[UUID], *, at: datetime) -> None:
    """Returns when the lines are on the disk."""
    lines = "".join(f"{at.isoformat(timespec='seconds')} {uuid}\n" for uuid in erased)
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with os.fdopen(os.open(settings.ERASURES_FILE, flags, 0o600), "a") as file:
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())

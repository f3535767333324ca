"""A connection that is held from one request to the next may have died meanwhile.

Django asks `SELECT 1` before the first question of a request (CONN_HEALTH_CHECKS). For a page
that is kept that was half of what its database did, so the first question itself finds out.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connection

Answer = TypeVar("Answer")


def ask_first(question: Callable[[], Answer]) -> Answer:
    """What `question` reads; once more over a new connection if the one at hand is dead.

    For what only reads.
    """
    line: Any = connection
    untried = line.connection is not None and not line.health_check_done
    line.health_check_done = True
    try:
        return question()
    except (OperationalError, InterfaceError):
        if not untried or line.in_atomic_block or line.is_usable():
            raise
        line.close()
        return question()

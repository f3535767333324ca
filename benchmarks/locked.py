""" "database is locked": requests, holds and readers at once, on SQLite.

Ours takes the write lock when a transaction begins. Beside it, for comparison, Django's usual
way: it takes the lock at the first write, and fails when somebody wrote since the first read.
"""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from benchmarks.surroundings import Surroundings

PROCESSES = 4
WRITERS = 32
HOUSES = 60  # enough for a bed of its own for each writer


def measure(where: Surroundings, *, mode: str = "", seconds: float = 20) -> Counter[str]:
    """How often something was `done` or failed (`locked`). `mode` is SQLite's, "" is ours."""
    if mode:
        where = replace(where, url=f"{where.url}?transaction_mode={mode}")
    threads = WRITERS // PROCESSES

    def write(number: int) -> Counter[str]:
        return Counter(
            where.inside("write", first=number * threads, threads=threads, seconds=seconds)
        )

    with ThreadPoolExecutor(PROCESSES) as pool:
        return sum(pool.map(write, range(PROCESSES)), Counter())

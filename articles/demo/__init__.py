"""The articles and standing pages that a new site starts with.

They are not invented like the houses: an operator keeps them and makes them its own.
"""

from datetime import datetime

from articles import starter


def load(*, at: datetime) -> None:
    starter.load(at=at)


def remove() -> None:
    """Articles and standing pages stay: see above."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction


@contextmanager
def refused(constraint: str = ""):
    """The database says no, and by that name where it tells names."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        yield
    # SQLite names check constraints, and of unique ones only the columns.
    if constraint and (connection.vendor == "postgresql" or "CHECK" in str(error.value)):
        assert constraint in str(error.value)

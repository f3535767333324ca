"""A page is answered though the database closed the line since the last request."""

import pytest
from django.db import OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from recovery_site import editions
from recovery_site.living import ask_first

pytestmark = pytest.mark.django_db(transaction=True)


def next_request() -> None:
    """What Django does with the connection before each."""
    connection.ensure_connection()
    connection.health_check_enabled = True
    connection.close_if_unusable_or_obsolete()


def hang_up() -> None:
    """SQLite has no line that could be closed."""
    if connection.vendor == "postgresql":
        connection.connection.close()


def test_a_dead_connection_is_replaced():
    number = editions.current(at=timezone.now())
    next_request()
    hang_up()
    assert editions.current(at=timezone.now()) == number


def test_a_living_one_is_not_asked_twice():
    editions.current(at=timezone.now())
    next_request()
    with CaptureQueriesContext(connection) as asked:
        editions.current(at=timezone.now())
    assert len(asked) == 1
    assert connection.health_check_done


def test_what_is_wrong_with_a_living_one_is_told():
    asked = []

    def broken() -> None:
        asked.append(1)
        raise OperationalError("disk full")

    next_request()
    with pytest.raises(OperationalError, match="disk full"):
        ask_first(broken)
    assert asked == [1]


def test_inside_of_a_transaction_nothing_is_asked_again():
    def hung_up() -> None:
        hang_up()
        raise OperationalError("gone")

    next_request()
    with pytest.raises(Exception, match=r"gone|closed"), transaction.atomic():
        ask_first(hung_up)
    connection.close()

"""A power cut after "thank you" loses nothing: how the database commits while it accepts."""

import pytest
from django.db import connection
from django.test import Client

from intake.actions import submitting
from intake.models import CallbackRequest
from tests.factories.intake import answers
from tests.factories.listings import site_owner
from tests.real_database import shared

# FULL; on PostgreSQL the default waits, and nobody but the server's own configuration decides.
WAITS = {
    "sqlite": "SELECT synchronous = 2 FROM pragma_synchronous",
    "postgresql": "SELECT source IN ('default', 'configuration file') FROM pg_settings"
    " WHERE name = 'synchronous_commit'",
}

pytestmark = pytest.mark.django_db(transaction=True)


def waits_for_the_disk() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITS[connection.vendor])
        return bool(cursor.fetchone()[0])


def test_the_commit_of_a_request_waits_for_the_disk(tmp_path, monkeypatch) -> None:
    site_owner()
    insert, seen = submitting._insert, []

    def watched(*args, **options) -> None:
        insert(*args, **options)
        assert connection.in_atomic_block
        seen.append(waits_for_the_disk())

    monkeypatch.setattr(submitting, "_insert", watched)
    with shared(tmp_path):
        assert Client().post("/ask-for-a-call/", answers()).status_code == 303
        assert CallbackRequest.objects.count() == 1
    assert seen == [True]

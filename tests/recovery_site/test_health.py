from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from recovery_site.models import WorkerHeartbeat


def test_alive_means_alive_whatever_the_database_does(client: Client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"alive\n")


@pytest.mark.django_db
def test_ready_without_a_worker_says_that_none_was_seen(client: Client):
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": True,
        "pending_migrations": 0,
        "keys": True,
        "worker_seconds": {"notices": None, "rest": None},
    }


@pytest.mark.django_db
def test_a_worker_that_fell_silent_is_told_and_does_not_turn_visitors_away(client: Client):
    for name, lane, hours in (("a", "notices", 3), ("b", "notices", 2), ("c", "rest", 1)):
        at = timezone.now() - timedelta(hours=hours)
        WorkerHeartbeat.objects.create(name=name, lane=lane, at=at)
    response = client.get("/readyz")
    assert response.status_code == 200
    assert 7200 <= response.json()["worker_seconds"]["notices"] < 7260
    assert 3600 <= response.json()["worker_seconds"]["rest"] < 3660


@pytest.mark.django_db
def test_a_worker_without_a_lane_counts_for_each(client: Client):
    WorkerHeartbeat.objects.create(name="all", at=timezone.now())
    assert client.get("/readyz").json()["worker_seconds"] == {"notices": 0, "rest": 0}


@pytest.mark.django_db
def test_a_missing_migration_is_not_ready(client: Client):
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("recovery_site")
    MigrationRecorder(connection).record_unapplied(*newest)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": True, "pending_migrations": 1}


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_not_ready(client: Client):
    def refuse(*args: object) -> None:
        raise DatabaseError("the server is gone, password=hunter2")

    with connection.execute_wrapper(refuse):
        response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": False}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_state_of_now_is_never_kept_and_never_posted_to(path: str, client: Client):
    assert "no-store" in client.get(path).headers["Cache-Control"]
    assert client.post(path).status_code == 405

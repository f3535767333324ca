"""The same form sent at the same moment, by threads with connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from intake.models import CallbackRequest, Contact
from recovery_site.models import OutboxMessage
from tests.factories.intake import answers
from tests.factories.listings import site_owner
from tests.real_database import shared

pytestmark = pytest.mark.django_db(transaction=True)


def send_together(forms: list[dict[str, str]]) -> list[str]:
    """Where each of them was sent on to."""
    ready = Barrier(len(forms))

    def send(form: dict[str, str]) -> str:
        try:
            ready.wait(30)
            response = Client().post("/ask-for-a-call/", form)
            assert response.status_code == 303
            return response.headers["Location"]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(send, forms))


def test_a_double_click_is_one_request(tmp_path: Path, effort: Callable[[int, int], int]) -> None:
    site_owner()
    rounds = effort(6, 100)
    with shared(tmp_path):
        for number in range(rounds):
            first, second = send_together([answers(first_name=f"Robin {number}")] * 2)
            assert first == second
        assert CallbackRequest.objects.count() == Contact.objects.count() == rounds
        assert OutboxMessage.objects.count() == rounds


def test_people_who_send_together_are_all_stored(tmp_path: Path) -> None:
    site_owner()
    with shared(tmp_path):
        places = send_together([answers(first_name=f"Robin {number}") for number in range(6)])
        assert len(set(places)) == CallbackRequest.objects.count() == 6

"""The bed board beside an empty list of Django's own admin, in turns, on one world."""

from statistics import median
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from listings.models import Bed
from recovery_site.models import User

EMPTY = "/admin/auth/group/"
BOARD = "/admin/listings/bed/board/"
FULL = "/admin/listings/house/occupancy/"


def measure(rounds: int) -> dict[str, Any]:
    """Medians in milliseconds by address, and the most queries of any."""
    settings.SECOND_FACTOR_REQUIRED = False
    settings.ALLOWED_HOSTS = ["*"]
    client = Client()
    client.force_login(User.objects.create_superuser("bench@seagrape.example", "x"))
    bed = Bed.objects.order_by("pk").values_list("pk", flat=True).first()
    pages = {
        "empty": EMPTY,
        "board": BOARD,
        "board, open beds": f"{BOARD}?state=open",
        "board, houses for women": f"{BOARD}?gender=women&mine=on",
        "board, a bed tapped": f"{BOARD}?bed={bed}",
        "occupancy": FULL,
    }
    times: dict[str, list[float]] = {name: [] for name in pages}
    queries = 0
    for turn in range(rounds + 2):
        for name, address in pages.items():
            began = perf_counter()
            response = client.get(address)
            took = perf_counter() - began
            assert response.status_code == 200, (address, response.status_code)
            if turn >= 2:  # the first ones load templates
                times[name].append(1000 * took)
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        queries = max(queries, len(seen)) if name.startswith("board") else queries
    return {
        "beds": Bed.objects.count(),
        "queries": queries,
        **{name: median(taken) for name, taken in times.items()},
    }

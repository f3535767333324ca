import os
from collections import Counter
from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, settings

from recovery_site import editions
from tests.markup import forbidden_in, untidy_in

pytest_plugins = ["tests.plugins.emptying", "tests.plugins.no_network", "tests.plugins.no_skips"]

MOST_QUERIES = 12
SOAK = os.environ.get("SOAK") == "true"

# The same examples each time: only a change makes a test fail. `make soak` looks further.
settings.register_profile("default", derandomize=True, deadline=None, max_examples=50)
settings.register_profile(
    "soak", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("soak" if SOAK else "default")


def forget() -> None:
    """What processes keep. Tests roll back, and then the numbers of editions come again."""
    for name in ("kept", "cards"):
        caches[name].clear()
    editions.forget_shared()


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    forget()


@pytest.fixture
def effort() -> Callable[[int, int], int]:
    """`effort(20, 2000)`: the small number in `make test`, the large one in `make soak`."""
    return lambda small, large: large if SOAK else small


@pytest.fixture
def public_page(client: Client) -> Callable[..., HttpResponse]:
    """Gets a page as a stranger does and holds it to what every public page promises."""

    def get(url: str, *, status: int = 200, **data: str) -> HttpResponse:
        forget()
        caches["default"].clear()
        editions.current(at=timezone.now())  # what a visitor before this one has paid for
        with CaptureQueriesContext(connection) as queries:
            response = client.get(url, data)
        assert response.status_code == status
        statements = Counter(query["sql"] for query in queries.captured_queries)
        assert statements.total() <= MOST_QUERIES, "\n".join(statements)
        assert [sql for sql, times in statements.items() if times > 1] == []
        if response.headers["Content-Type"].startswith("text/html"):
            assert untidy_in(response.content.decode()) == []
        response.query_count = statements.total()
        assert not response.cookies
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "nonce" not in policy
        assert forbidden_in(response.content.decode(), own_hosts={"testserver", "localhost"}) == []
        return response

    return get

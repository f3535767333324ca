"""The guards around the tests catch what they are there for."""

import os
import socket
import subprocess
import sys
import textwrap
import urllib.request
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from zeal import NPlusOneError

from recovery_site.models import User
from tests.environment import ROOT
from tests.plugins.no_network import NetworkForbidden
from tests.run import Check, Result


def people_and_groups(request: HttpRequest) -> HttpResponse:
    names = [list(user.groups.all()) for user in User.objects.all()]
    return HttpResponse(str(names))


urlpatterns = [path("people/", people_and_groups)]


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_query_per_row_fails(client: Client) -> None:
    for number in range(3):
        User.objects.create_user(f"{number}@homes.example", name="Somebody")
    with pytest.raises(NPlusOneError):
        client.get("/people/")


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_another_machine_is_out_of_reach(host: str) -> None:
    with pytest.raises(NetworkForbidden):
        socket.create_connection((host, 80), timeout=1)
    with pytest.raises(NetworkForbidden):
        urllib.request.urlopen(f"http://{host}/")


def test_this_machine_is_within_reach() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(("localhost", server.getsockname()[1])).close()


@pytest.mark.parametrize(
    "code",
    [
        "import pytest\ndef test_it():\n    pytest.skip('not today')",
        "import pytest\n@pytest.mark.skip\ndef test_it():\n    pass",
        "import pytest\npytest.importorskip('no_such_module')\ndef test_it():\n    pass",
    ],
)
def test_a_skip_counts_as_a_failure(code: str, tmp_path: Path) -> None:
    (tmp_path / "test_sample.py").write_text(textwrap.dedent(code))
    plain = ["-p", "no:django", "-p", "no:playwright", "-c", os.devnull]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "tests.plugins.no_skips", *plain, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode != 0
    assert "a skip counts as a failure" in result.stdout


@pytest.mark.parametrize(
    ("status", "output", "counts"),
    [
        (0, "....\n4 passed in 0.10s\n", (4, 0)),
        (1, "FAILED a\n1 failed, 3 passed, 2 errors in 61.10s (0:01:01)\n", (3, 3)),
        (0, "12 passed, 1 deselected in 2.00s\nlate words\n", (12, 0)),
        (3, "Traceback: it broke off before it could count\n", (0, 1)),
        (5, "no tests ran in 0.01s\n", (0, 1)),
        (1, "3 passed in 0.10s\nThe coverage was too low\n", (3, 1)),
        (-9, "", (0, 1)),
    ],
)
def test_a_test_run_is_counted(status: int, output: str, counts: tuple[int, int]) -> None:
    check = Check("tests", ["python", "-m", "pytest"])
    assert Result(check, status, output, 1.0).counts == counts


@pytest.mark.parametrize(("status", "counts"), [(0, (1, 0)), (2, (0, 1)), (-15, (0, 1))])
def test_a_linter_counts_as_one(status: int, counts: tuple[int, int]) -> None:
    assert Result(Check("lint", ["ruff"]), status, "7 passed in 1s", 1.0).counts == counts

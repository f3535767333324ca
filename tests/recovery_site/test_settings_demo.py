import fcntl
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from recovery_site.settings.hosts import is_local_host, refuse_public_hosts
from recovery_site.settings.secrets import MAKERS, demo_secrets
from tests.recovery_site.boot import refusal, settings_of


def test_a_demo_makes_its_secrets_once(tmp_path: Path):
    first = settings_of(tmp_path, *MAKERS, DEMO="true")
    second = settings_of(tmp_path, *MAKERS, DEMO="true")
    assert first == second
    assert all(first.values())


def test_only_the_owner_of_the_process_can_read_the_secrets_of_a_demo(tmp_path: Path):
    demo_secrets(tmp_path)
    mode = (tmp_path / "demo-secrets.env").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_processes_that_start_a_demo_together_agree_on_its_secrets(tmp_path: Path):
    made_by_another = {name: make() for name, make in MAKERS.items()}
    with (tmp_path / ".demo-secrets.lock").open("w") as lock, ThreadPoolExecutor(1) as pool:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ours = pool.submit(demo_secrets, tmp_path)
        with pytest.raises(TimeoutError):
            ours.result(timeout=0.2)
        text = "".join(f"{name}={value}\n" for name, value in made_by_another.items())
        (tmp_path / "demo-secrets.env").write_text(text)
        fcntl.flock(lock, fcntl.LOCK_UN)
    assert ours.result() == made_by_another


def test_a_secret_that_is_new_to_a_demo_is_added_and_the_others_stay(tmp_path: Path):
    before = demo_secrets(tmp_path)
    file = tmp_path / "demo-secrets.env"
    file.write_text("".join(f"{name}={before[name]}\n" for name in list(before)[1:]))

    after = demo_secrets(tmp_path)

    assert after.keys() == before.keys()
    assert [after[name] for name in list(before)[1:]] == list(before.values())[1:]


LOCAL = [
    "localhost", "LOCALHOST.", ".localhost", "homes.localhost", "127.0.0.1", "127.8.8.8", "[::1]",
    "10.0.0.5", "192.168.1.20", "172.16.0.9", "[fd00::1]", "macbook.local", "homes.test",
]  # fmt: skip
PUBLIC = [
    "*", ".", "example.org", ".example.org", "localhost.example.org", "notlocalhost", "8.8.8.8",
    "0.0.0.0", "[2001:4860::8888]", "localhost:8000.example.org", "127.0.0.1.nip.io", "",
]  # fmt: skip


@pytest.mark.parametrize("host", LOCAL)
def test_a_demo_may_answer_to(host: str):
    assert is_local_host(host)


@pytest.mark.parametrize("host", PUBLIC)
def test_a_demo_never_answers_to(host: str):
    assert not is_local_host(host)
    with pytest.raises(ImproperlyConfigured, match="never runs on a public address"):
        refuse_public_hosts([host], "http://localhost:8000")


def test_a_demo_refuses_a_public_site_address(tmp_path: Path):
    assert "SITE_URL names" in refusal(tmp_path, DEMO="true", SITE_URL="https://homes.example.org")


def test_a_demo_refuses_to_answer_to_every_host(tmp_path: Path):
    assert "ALLOWED_HOSTS names '*'" in refusal(tmp_path, DEMO="true", ALLOWED_HOSTS="localhost,*")


def test_the_address_of_a_demo_follows_its_port(tmp_path: Path):
    started = settings_of(tmp_path, "SITE_URL", DEMO="true", PORT="9123")
    assert started["SITE_URL"] == "http://localhost:9123"

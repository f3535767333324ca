import os
import resource
import socket
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from gunicorn.config import Config
from pytest_django import Settings

from recovery_site.management.commands.demo_staff import EMAIL
from recovery_site.management.commands.run_demo import collect_static
from recovery_site.models import User
from recovery_site.ports import check_port
from recovery_site.settings.env import env
from recovery_site.settings.server import number
from tests.environment import ROOT, clean


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True


def make_demo_staff() -> str:
    """The password that was printed."""
    out = StringIO()
    call_command("demo_staff", stdout=out)
    return out.getvalue().split()[-1]


def test_a_taken_port_is_refused_with_the_way_out() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"{port} is taken .* PORT={port + 1}"):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


@pytest.mark.parametrize("command", ["serve", "run_demo"])
def test_both_servers_refuse_a_taken_port(
    command: str, demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr("recovery_site.settings.server.PORT", other.getsockname()[1])
        with pytest.raises(CommandError, match="is taken"):
            call_command(command)


@pytest.mark.parametrize("value", ["0", "65536", "-1", "http", "80.5"])
def test_a_number_out_of_range_names_its_variable(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(env.ENVIRON, "PORT", value)
    with pytest.raises(ImproperlyConfigured, match=r"PORT is .* from 1 to 65535"):
        number("PORT", default=8000, highest=65535)


@pytest.mark.django_db
def test_the_demo_has_a_staff_account_with_the_printed_password(demo: None) -> None:
    password = make_demo_staff()
    user = User.objects.get(email=EMAIL)
    assert user.is_staff
    assert user.is_superuser
    assert user.check_password(password)


@pytest.mark.django_db
def test_each_start_makes_a_new_password_for_the_same_account(demo: None) -> None:
    assert make_demo_staff() != make_demo_staff()
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_chosen_password_stays_and_signs_nobody_out(
    demo: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(env.ENVIRON, "DEMO_PASSWORD", "a-chosen-password")
    assert make_demo_staff() == "a-chosen-password"
    before = User.objects.get(email=EMAIL).password
    make_demo_staff()
    assert User.objects.get(email=EMAIL).password == before


@pytest.mark.django_db
def test_the_demo_account_takes_over_no_existing_work(demo: None) -> None:
    User.objects.create_user(EMAIL.upper(), name="Renamed by staff", is_active=False)
    make_demo_staff()
    user = User.objects.get()
    assert user.name == "Renamed by staff"
    assert user.is_active


@pytest.mark.parametrize("command", ["demo_staff", "run_demo"])
def test_outside_of_demo_mode_there_is_no_demo(command: str, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match=r"(?i)demo"):
        call_command(command)


def test_static_files_are_collected_again_only_after_a_change(
    settings: Settings, tmp_path: Path
) -> None:
    source = tmp_path / "static"
    source.mkdir()
    (source / "a.txt").write_text("first")
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_DIRS = [source]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    collected = tmp_path / "collected" / "a.txt"

    collect_static()
    assert collected.read_text() == "first"
    collected.unlink()
    collect_static()
    assert not collected.exists()
    (source / "a.txt").write_text("second time")
    collect_static()
    assert collected.read_text() == "second time"


def test_gunicorn_writes_no_access_log_and_counts_from_the_environment() -> None:
    from recovery_site import gunicorn_conf

    assert gunicorn_conf.accesslog is None
    assert gunicorn_conf.bind == f"{django_settings.BIND}:{django_settings.PORT}"
    assert gunicorn_conf.logconfig_dict["loggers"]["gunicorn.error"]["propagate"]


def test_no_client_of_a_proxy_can_move_the_pages_of_the_site() -> None:
    from recovery_site import gunicorn_conf

    config = Config()
    assert config.forwarder_headers == ["SCRIPT_NAME", "PATH_INFO"]
    config.set("forwarder_headers", gunicorn_conf.forwarder_headers)
    assert config.forwarder_headers == []


def test_a_server_has_all_views_before_its_first_visitor(tmp_path: Path) -> None:
    loaded = "import sys, recovery_site.wsgi; print('intake.views' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", loaded],
        cwd=ROOT,
        env=clean(os.environ, DEMO="true", DATA_DIR=str(tmp_path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stdout.strip() == "True", result.stderr


def small_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))


def test_a_disk_that_takes_no_more_is_told_without_a_traceback(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    result = subprocess.run(
        [sys.executable, "manage.py", "run_demo"],
        cwd=ROOT,
        env=clean(os.environ, DEMO="true", DATA_DIR=str(tmp_path), PORT=str(port)),
        preexec_fn=small_files,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "could not be made ready" in result.stderr
    assert str(tmp_path) in result.stderr
    assert "Traceback" not in result.stderr


def test_a_wrong_setting_is_told_without_a_traceback(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env=clean(os.environ, DEMO="true", DATA_DIR=str(tmp_path), PORT="eighty"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert "PORT is 'eighty'" in result.stderr
    assert "Traceback" not in result.stderr

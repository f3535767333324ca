import re
from pathlib import Path

import pytest

from tests import environment
from tests.recovery_site.boot import refusal, settings_of

EXAMPLE = environment.ROOT / ".env.example"


def test_the_example_file_names_every_variable_that_is_read_and_no_other():
    named = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text(), re.MULTILINE)
    assert sorted(named) == sorted(environment.variables_read())


def test_every_variable_of_the_example_file_has_a_comment():
    blocks = EXAMPLE.read_text().split("\n\n")
    silent = [
        block for block in blocks if re.search(r"^[A-Z_]+=", block, re.M) and "# " not in block
    ]
    assert silent == []


def test_the_site_starts_from_the_example_file(tmp_path: Path):
    started = settings_of(tmp_path, "DEMO", "DEBUG", "SITE_URL", ENV_FILE=str(EXAMPLE))
    assert started == {"DEMO": True, "DEBUG": False, "SITE_URL": "http://localhost:8000"}


def test_the_example_file_turns_into_a_real_site_by_filling_in_what_is_required(tmp_path: Path):
    env_file = tmp_path / "real.env"
    lines = EXAMPLE.read_text().replace("DEMO=true", "DEMO=false").splitlines()
    filled = [line + environment.PRODUCTION.get(line.removesuffix("="), "") for line in lines]
    env_file.write_text("\n".join(filled))

    started = settings_of(tmp_path, "DEMO", "ALLOWED_HOSTS", ENV_FILE=str(env_file))

    assert started == {"DEMO": False, "ALLOWED_HOSTS": ["homes.example.org"]}


def test_a_variable_of_the_environment_wins_over_the_file(tmp_path: Path):
    started = settings_of(tmp_path, "LOGGING", ENV_FILE=str(EXAMPLE), LOG_LEVEL="ERROR")
    assert started["LOGGING"]["root"]["level"] == "ERROR"


@pytest.mark.parametrize("name", sorted(environment.PRODUCTION))
def test_a_real_site_does_not_start_without(name: str, tmp_path: Path):
    message = refusal(tmp_path, **environment.PRODUCTION | {name: ""})
    assert f"ImproperlyConfigured: {name} is not set." in message


@pytest.mark.parametrize("name", sorted(environment.SECRETS))
def test_a_missing_secret_says_how_to_make_one(name: str, tmp_path: Path):
    assert 'python3 -c "' in refusal(tmp_path, **environment.PRODUCTION | {name: ""})


def test_a_wrong_encryption_key_is_refused_without_being_shown(tmp_path: Path):
    values = environment.PRODUCTION | {"FIELD_ENCRYPTION_KEYS": "not-a-fernet-key"}
    message = refusal(tmp_path, **values)
    assert "Key 1 of FIELD_ENCRYPTION_KEYS is not a Fernet key" in message
    assert "not-a-fernet-key" not in message


def test_a_secret_may_begin_with_a_dollar_sign(tmp_path: Path):
    values = environment.PRODUCTION | {"SECRET_KEY": "$dollars-are-not-variables"}
    started = settings_of(tmp_path, "SECRET_KEY", **values)
    assert started["SECRET_KEY"] == "$dollars-are-not-variables"


def test_error_pages_with_code_need_demo_mode(tmp_path: Path):
    assert "DEBUG" in refusal(tmp_path, DEBUG="true", **environment.PRODUCTION)


def test_a_public_address_needs_https(tmp_path: Path):
    values = environment.PRODUCTION | {"SITE_URL": "http://homes.example.org"}
    assert "must start with https://" in refusal(tmp_path, **values)


@pytest.mark.parametrize("url", ["homes.example.org", "https://homes.example.org/site", "ftp://x"])
def test_a_site_address_is_a_scheme_and_a_host(url: str, tmp_path: Path):
    assert "SITE_URL is" in refusal(tmp_path, **environment.PRODUCTION | {"SITE_URL": url})


@pytest.mark.parametrize("place", ["taken", "/proc/self"])
def test_a_data_directory_that_takes_no_files_is_refused_with_the_way_out(
    place: str, tmp_path: Path
):
    (tmp_path / "taken").touch()
    message = refusal(tmp_path / place, DEMO="true")
    assert message.startswith("django.core.exceptions.ImproperlyConfigured: DATA_DIR is")
    assert "Choose a folder that this user may write to" in message

"""Secrets: required outside of demo mode, made once and kept in demo mode."""

import fcntl
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

from recovery_site.settings.env import DATA_DIR, DEMO, env, read_file, required

MAKERS: dict[str, Callable[[], str]] = {
    "SECRET_KEY": lambda: secrets.token_urlsafe(60),
    "FIELD_ENCRYPTION_KEYS": lambda: Fernet.generate_key().decode(),
    "FIELD_HASH_KEY": lambda: secrets.token_urlsafe(48),
}
HOW = {
    "SECRET_KEY": "secrets.token_urlsafe(60)",
    "FIELD_ENCRYPTION_KEYS": "base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()",
    "FIELD_HASH_KEY": "secrets.token_urlsafe(48)",
}


def demo_secrets(directory: Path) -> dict[str, str]:
    """The secrets of the demo in `directory`, made where they are missing.

    Several processes may ask at once: one makes them, all get the same.
    """
    path = directory / "demo-secrets.env"
    lock = os.open(directory / ".demo-secrets.lock", os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(lock, "w") as locked:
        fcntl.flock(locked, fcntl.LOCK_EX)
        values = read_file(path)
        missing = {name: make() for name, make in MAKERS.items() if not values.get(name)}
        if missing:
            values |= missing
            _replace(path, "".join(f"{name}={value}\n" for name, value in values.items()))
    return values


def _replace(path: Path, content: str) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def secret(name: str) -> str:
    if DEMO:
        return env.str(name, default="") or demo_secrets(DATA_DIR)[name]
    command = f'python3 -c "import base64, secrets; print({HOW[name]})"'
    return required(name, how=f"Make one with: {command}")


def encryption_keys(value: str) -> list[str]:
    keys = [key.strip() for key in value.split(",") if key.strip()]
    for number, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"Key {number} of FIELD_ENCRYPTION_KEYS is not a Fernet key: "
                "it has to be 32 bytes, url-safe base64."
            ) from error
    return keys


SECRET_KEY = secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
FIELD_ENCRYPTION_KEYS = encryption_keys(secret("FIELD_ENCRYPTION_KEYS"))
FIELD_HASH_KEY = secret("FIELD_HASH_KEY")

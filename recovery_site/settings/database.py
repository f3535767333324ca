from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from recovery_site.settings.env import BASE_DIR, DATA_DIR, env

SQLITE = "django.db.backends.sqlite3"
POSTGRESQL = "django.db.backends.postgresql"


def _socket_path(url: str) -> str:
    """The directory of a percent-encoded socket path in `url`, which urllib lower-cases."""
    host = unquote(urlsplit(url).netloc.rpartition("@")[2])
    return host if host.startswith("/") else ""


def database(url: str) -> dict:
    config = env.db_url_config(url) if url else {"ENGINE": SQLITE, "NAME": DATA_DIR / "db.sqlite3"}
    options = config.setdefault("OPTIONS", {})
    if config.get("ENGINE") == SQLITE:
        if config["NAME"] != ":memory:":
            config["NAME"] = BASE_DIR / config["NAME"]
        config["OPTIONS"] = {
            # Take the write lock at the start, so that two writers wait instead of failing.
            "transaction_mode": "IMMEDIATE",
            # Seconds. Nobody queues for that lock: each who waits looks again ten times a second.
            # With 32 who write without a pause, the unluckiest found it taken for 10 s on end.
            "timeout": 30,
            # FULL: a request that was answered survives a power cut. secure_delete: what is erased
            # is overwritten in the file and not only forgotten.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON"
            ),
        } | options
    elif config.get("ENGINE") == POSTGRESQL:
        config["HOST"] = _socket_path(url) or config["HOST"]
    else:
        raise ImproperlyConfigured("DATABASE_URL has to start with postgres:// or sqlite:///")
    return config | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


DATABASES = {"default": database(env.str("DATABASE_URL", default=""))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all processes without one more server: the limits of sign-in and form count in it.
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "site_cache",
        # With Django's 300 a flood from many addresses would push out what was counted.
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # What a process drew already, for as long as the edition lasts that it shows
    # (`recovery_site.kept`): whole pages of about 100 kB, house cards of about 4 kB.
    "kept": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "kept",
        "TIMEOUT": 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
    "cards": {
        "BACKEND": "recovery_site.memory_cache.MemoryCache",
        "LOCATION": "cards",
        "TIMEOUT": 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 5_000},
    },
}

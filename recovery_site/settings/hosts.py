"""Where the site lives, and that a demo never lives on a public name."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from recovery_site.settings.env import DEMO, env, required
from recovery_site.settings.server import PORT

LOCAL_SUFFIXES = (".localhost", ".local", ".test")


def is_local_host(host: str) -> bool:
    """True for a name or address that only this machine or its own network can reach."""
    name = host.strip().lower().strip("[]").rstrip(".")
    try:
        address = ip_address(name)
    except ValueError:
        return name == "localhost" or f".{name.lstrip('.')}".endswith(LOCAL_SUFFIXES)
    return address.is_loopback or (
        address.is_private and not address.is_unspecified and not address.is_reserved
    )


def refuse_public_hosts(hosts: list[str], site_url: str) -> None:
    for name, host in [
        *(("ALLOWED_HOSTS", host) for host in hosts),
        ("SITE_URL", urlsplit(site_url).hostname or site_url),
    ]:
        if not is_local_host(host):
            raise ImproperlyConfigured(
                f"{name} names {host!r}, and demo mode never runs on a public address: its "
                "secrets and its staff password are for trying things out. Use localhost "
                "or a private address, or set DEMO=false with secrets of your own."
            )


def checked_site_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"SITE_URL is {url!r}. Write the scheme and the host only, like https://www.example.org"
        )
    if parts.scheme == "http" and not is_local_host(parts.hostname):
        raise ImproperlyConfigured(
            f"SITE_URL is {url!r}. It must start with https://, because staff passwords and "
            "callers' phone numbers travel over it."
        )
    return url.rstrip("/")


if DEMO:
    SITE_URL = checked_site_url(env.str("SITE_URL", default=f"http://localhost:{PORT}"))
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
    refuse_public_hosts(ALLOWED_HOSTS, SITE_URL)
else:
    SITE_URL = checked_site_url(
        required("SITE_URL", how="It is the address people type, like https://www.example.org")
    )
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[str(urlsplit(SITE_URL).hostname)])

HTTPS = SITE_URL.startswith("https://")

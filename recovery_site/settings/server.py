"""Where the web server listens and how many hands it has."""

from django.core.exceptions import ImproperlyConfigured

from recovery_site.settings.env import env


def number(name: str, *, default: int, highest: int) -> int:
    value = env.str(name, default=str(default))
    if not value.isdecimal() or not 1 <= int(value) <= highest:
        raise ImproperlyConfigured(f"{name} is {value!r}. Give a number from 1 to {highest}.")
    return int(value)


BIND = env.str("BIND", default="127.0.0.1")
PORT = number("PORT", default=8000, highest=65535)
WEB_WORKERS = number("WEB_WORKERS", default=2, highest=64)
WEB_THREADS = number("WEB_THREADS", default=4, highest=64)
# Addresses of the proxies whose X-Forwarded-… headers count.
FORWARDED_ALLOW_IPS = env.str("FORWARDED_ALLOW_IPS", default="127.0.0.1,::1")

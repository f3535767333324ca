"""What an address of this site names, as far as the address itself says so."""

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from articles.html.rules import is_foreign


class Own(NamedTuple):
    """An address of this site: its path, and the anchor behind it."""

    path: str
    anchor: str


class Place(NamedTuple):
    """The page at a path. `keys` are its slugs; `moved` where a slash is missing at the end."""

    view: str
    keys: tuple[str, ...] = ()
    language: str = ""
    moved: bool = False


# One page each, without a row behind it.
STAFF = "staff"
STAFF_PARTS = ("admin/", "accounts/")


def own_address(href: str) -> Own | None:
    """None for what leads elsewhere: another site, a mailbox, a phone."""
    try:
        parts = urlsplit(href)
        if parts.scheme not in {"", "http", "https"} or is_foreign(href):
            return None
    except ValueError:
        return None
    path = parts.path or ("/" if parts.netloc else "")
    return Own(unquote(path), unquote(parts.fragment))


def place_of(path: str) -> Place | None:
    """None where no page has such an address."""
    if path.lstrip("/").startswith(STAFF_PARTS):
        return Place(STAFF)
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    with translation.override(language):
        found = _resolved(path, language)
        if found is None and not path.endswith("/"):
            found = _resolved(f"{path}/", language)
            return found._replace(moved=True) if found else None
        return found


def _resolved(path: str, language: str) -> Place | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    keys = tuple(str(value) for value in (*match.args, *match.kwargs.values()))
    return Place(match.url_name or "", keys, language)

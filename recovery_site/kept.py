"""Public pages that are kept whole until something on them changes.

A page is kept in the memory of the process, under the number of the edition that it shows
(`recovery_site.editions`): a change of the content, or an instant at which the clock changes
some of it, begins another edition in every process. A page is the same bytes for everybody, so
nothing about a visitor is in it.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import get_conditional_response

from recovery_site import editions

View = Callable[..., HttpResponseBase]
READING = {"GET", "HEAD"}


def kept(view: View) -> View:
    """Marks a view whose pages may be kept.

    A page that says something shorter-lived sets `request.kept_until`, an instant.
    """
    view.is_kept = True  # type: ignore[attr-defined]  # a mark that we set ourselves
    return view


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it left, with all that was added to it on its way."""

    content: bytes
    headers: dict[str, str]
    until: datetime | None


class KeptPagesMiddleware:
    """Stands outside of everything that makes a page, so that a kept one costs next to nothing.

    What stands outside of it has to be done for every answer: the log, and moving to https.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _may_be_kept(request):
            return self.get_response(request)
        request.get_host()  # refuses a host that is not ours, as it would be inside
        at = timezone.now()
        edition = editions.current(at=at)
        request.edition = edition  # type: ignore[attr-defined]  # a mark that we set ourselves
        key = _key(edition, request)
        page = caches["kept"].get(key)
        if page is not None and not (page.until and at >= page.until):
            return _answer(page, request)
        response = self.get_response(request)
        if request.method == "GET" and response.status_code == 200 and not response.cookies:
            until = getattr(request, "kept_until", None)
            caches["kept"].set(key, Kept(response.content, dict(response.headers), until))
        return response


def _may_be_kept(request: HttpRequest) -> bool:
    if request.method not in READING or settings.DEBUG:
        return False
    if request.path_info.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return False
    return _leads_to_kept(request.path_info, settings.ROOT_URLCONF)


@lru_cache(maxsize=10_000)
def _leads_to_kept(path: str, _urlconf: str) -> bool:
    """Which view an address leads to stays the same for as long as the process runs."""
    try:
        return getattr(resolve(path).func, "is_kept", False)
    except Resolver404:
        return False


def _answer(page: Kept, request: HttpRequest) -> HttpResponse:
    response = HttpResponse(page.content, headers=page.headers)
    conditional = get_conditional_response(
        request, etag=page.headers.get("ETag"), response=response
    )
    return conditional or response


def _key(edition: int, request: HttpRequest) -> str:
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    # As a hash, because an address may be long and the key of a cache may not.
    address = hashlib.sha256(request.get_full_path().encode()).hexdigest()
    return f"{edition}:{request.scheme}:{zipped:d}:{address}"

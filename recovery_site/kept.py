"""Public pages that are kept whole until something on them changes.

A page is kept in the memory of the process, under the number of the edition that it shows
(`recovery_site.editions`): a change of the content, or an instant at which the clock changes
some of it, begins another edition in every process. A page is the same bytes for everybody, so
nothing about a visitor is in it.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from recovery_site import editions

View = Callable[..., HttpResponse]

WORTH_COMPRESSING = 200  # bytes, as Django's own GZipMiddleware has it


@dataclass(slots=True)
class Kept:
    content: bytes
    compressed: bytes
    headers: dict[str, str]
    until: datetime | None

    @classmethod
    def of(cls, response: HttpResponse, until: datetime | None) -> "Kept":
        headers = dict(response.headers)
        digest = hashlib.sha256(response.content).hexdigest()[:32]
        headers.setdefault("ETag", f'W/"{digest}"')
        compressed = gzip.compress(response.content, compresslevel=6, mtime=0)
        return cls(response.content, compressed, headers, until)

    def answer(self, request: HttpRequest) -> HttpResponse:
        zipped = len(self.content) > WORTH_COMPRESSING and "gzip" in request.headers.get(
            "Accept-Encoding", ""
        )
        response = HttpResponse(self.compressed if zipped else self.content, headers=self.headers)
        if zipped:
            response.headers["Content-Encoding"] = "gzip"
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


def kept(view: View) -> View:
    """Keeps the pages of `view` that are well (200).

    A page that says something shorter-lived sets `request.kept_until`, an instant.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        at = timezone.now()
        edition = editions.current(at=at)
        key = _key(edition, request)
        page = caches["kept"].get(key)
        if page is None or (page.until and at >= page.until):
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or request.method != "GET" or settings.DEBUG:
                return response
            page = Kept.of(response, getattr(request, "kept_until", None))
            caches["kept"].set(key, page)
        return page.answer(request)

    return answer


def _key(edition: int, request: HttpRequest) -> str:
    # As a hash, because an address may be long and the key of a cache may not.
    address = hashlib.sha256(request.get_full_path().encode()).hexdigest()
    return f"{edition}:{address}"

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


@dataclass(frozen=True, slots=True)
class Kept:
    content: bytes
    headers: dict[str, str]
    until: datetime | None

    @classmethod
    def of(cls, response: HttpResponse, *, zipped: bool, until: datetime | None) -> "Kept":
        headers, content = dict(response.headers), response.content
        headers.setdefault("ETag", f'W/"{hashlib.sha256(content).hexdigest()[:32]}"')
        if zipped:
            headers["Content-Encoding"] = "gzip"
            content = gzip.compress(content, compresslevel=6, mtime=0)
        return cls(content, headers, until)

    def answer(self) -> HttpResponse:
        response = HttpResponse(self.content, headers=self.headers)
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
        request.edition = edition  # type: ignore[attr-defined]
        zipped = "gzip" in request.headers.get("Accept-Encoding", "")
        key = _key(edition, request, zipped)
        page = caches["kept"].get(key)
        if page is None or (page.until and at >= page.until):
            response = view(request, *args, **kwargs)
            if response.status_code != 200 or request.method != "GET" or settings.DEBUG:
                return response
            until = getattr(request, "kept_until", None)
            page = Kept.of(response, zipped=zipped, until=until)
            caches["kept"].set(key, page)
        return page.answer()

    return answer


def _key(edition: int, request: HttpRequest, zipped: bool) -> str:
    # As a hash, because an address may be long and the key of a cache may not.
    address = hashlib.sha256(request.get_full_path().encode()).hexdigest()
    return f"{edition}:{zipped:d}:{address}"

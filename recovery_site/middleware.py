import logging
import time
import uuid
from collections.abc import Callable
from functools import cached_property

from csp.constants import HEADER
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation

from recovery_site import request_id
from recovery_site.logs import safe_path

logger = logging.getLogger("recovery_site.requests")

PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
COMPRESSIBLE = ("text/", "application/json", "application/manifest", "application/xml", "image/svg")

GetResponse = Callable[[HttpRequest], HttpResponse]


def is_staff_path(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.STAFF_PATHS)


class RequestLogMiddleware:
    """Names every request, and logs how it went."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = uuid.uuid4().hex
        token = request_id.current.set(name)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = name
            self._log(request, response, time.perf_counter() - started)
        finally:
            request_id.current.reset(token)
        return response

    def _log(self, request: HttpRequest, response: HttpResponse, seconds: float) -> None:
        fields = {
            "method": request.method,
            "path": safe_path(request.path_info),
            "status": response.status_code,
            "duration_ms": round(seconds * 1000, 1),
        }
        quiet = request.path_info.startswith((settings.STATIC_URL, "/healthz", "/readyz"))
        level = logging.DEBUG if quiet and response.status_code < 400 else logging.INFO
        logger.log(level, "request", extra={"fields": fields})


class TextGZipMiddleware(GZipMiddleware):
    """Compresses text. A photo is compressed already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(COMPRESSIBLE):
            return super().process_response(request, response)
        return response


class PageHeadersMiddleware:
    """What browsers may keep of a page, and what a page may use of a browser.

    A view's own Cache-Control stays, but nothing of staff's is ever kept.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_staff_path(request):
            response.headers["Cache-Control"] = "private, no-store"
        else:
            response.headers.setdefault("Cache-Control", "no-cache")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class SitePolicyMiddleware(CSPMiddleware):
    """The Content-Security-Policy of the settings, with what staff pages need on top.

    Nearly all pages have the same one, which is put together once.
    """

    @cached_property
    def public_policy(self) -> str:
        return build_policy()

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if settings.DEBUG or is_staff_path(request) or _has_its_own_policy(request, response):
            answer: HttpResponseBase = super().process_response(request, response)
            return answer
        response.headers.setdefault(HEADER, self.public_policy)
        return response

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        parts.update = settings.CONTENT_SECURITY_POLICY_FOR_STAFF | (parts.update or {})
        return parts


def _has_its_own_policy(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A nonce was asked for, or one of django-csp's decorators changed something."""
    asked = getattr(request, "_csp_nonce", None) is not None
    return asked or any(name.startswith("_csp") for name in vars(response))


class UrlLanguageMiddleware:
    """The language is the one in the address. What a browser prefers plays no part, so that one
    address is one page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response

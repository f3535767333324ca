from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone

from articles.former import GONE, now_at

GetResponse = Callable[[HttpRequest], HttpResponse]
# How WordPress names a post by its number, at the root of a site.
NUMBERS = ("p", "page_id", "attachment_id")


class FormerAddressMiddleware:
    """Where nothing is found, an address of before leads to what it was the address of.

    Old addresses have any form ("/blog/2019/05/x/", "/x.html"), so no pattern of URLs fits them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        if request.path_info == "/" and (path := _by_number(request)):
            found = now_at([path], at=timezone.now())
            if found and found is not GONE:
                return HttpResponsePermanentRedirect(found)
        response = self.get_response(request)
        if response.status_code != 404:
            return response
        found = now_at(_paths(request), at=timezone.now())
        if found is GONE:
            response.status_code = 410
        elif found:
            return HttpResponsePermanentRedirect(found)
        return response


def _by_number(request: HttpRequest) -> str:
    for name in NUMBERS:
        value = request.GET.get(name, "")
        if value.isascii() and value.isdigit():
            return f"{request.path_info}?{name}={value}"
    return ""


def _paths(request: HttpRequest) -> Iterator[str]:
    """With what was asked, where a number was, before without."""
    if numbered := _by_number(request):
        yield numbered
    yield request.path_info

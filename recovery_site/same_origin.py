"""The guard of the one form that anybody may send. docs/adr/0001 says why it is no cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def is_same_origin(request: HttpRequest) -> bool:
    """True unless the browser says that another website sent this request.

    A browser too old to say anything passes: there is no cookie whose power it could lend.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def require_same_origin(refused: View) -> Callable[[View], View]:
    """Lets a view read what was posted only when this site's own page sent it.

    `refused` gets the same arguments as the view. It shows the form again with what was typed,
    status 403, so that the person can send it from here.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method in SAFE_METHODS or is_same_origin(request):
                return view(request, *args, **kwargs)
            return refused(request, *args, **kwargs)

        return csrf_exempt(guarded)

    return decorate

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone

from articles.models import FormerArticlePath

GetResponse = Callable[[HttpRequest], HttpResponse]


class FormerAddressMiddleware:
    """Where nothing is found, an address that an article had before leads to the article.

    Old addresses have any form ("/blog/2019/05/x/", "/x.html"), so no pattern of URLs fits them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and request.method in {"GET", "HEAD"}:
            path = request.path_info
            article = FormerArticlePath.objects.article_at(path, at=timezone.now())
            if article:
                return HttpResponsePermanentRedirect(article.get_absolute_url())
        return response

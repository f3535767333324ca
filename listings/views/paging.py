from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from listings.search import PER_PAGE, Found


def page_number(request: HttpRequest) -> int:
    """1 for what is no number; `find` takes one that is too large for the last."""
    asked = request.GET.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1


def page_of(found: Found) -> Page:
    """What the links between pages read."""
    paginator: Paginator = Paginator([], PER_PAGE)
    paginator.count = found.total
    return paginator.page(found.page)

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.models import Page
from recovery_site.kept import kept


@kept
@require_safe
def page_detail(request: HttpRequest, slug: str) -> HttpResponse:
    pages = Page.objects.published(at=timezone.now()).in_language(get_language())
    page = get_object_or_404(pages, slug=slug)
    return render(request, "articles/page_detail.html", {"page": page})

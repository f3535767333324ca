from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

RULES = """\
User-agent: *
Disallow: /admin/
Disallow: /accounts/
Disallow: /ask-for-a-call/thank-you/

Sitemap: {site_url}/sitemap.xml
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return HttpResponse(
        RULES.format(site_url=settings.SITE_URL), content_type="text/plain; charset=utf-8"
    )

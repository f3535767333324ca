from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from listings.site import site_of


def site(request: HttpRequest) -> dict[str, object]:
    """What every page may show. Nothing is read before a template asks for it."""
    shown = site_of(request, at=timezone.now())
    return {
        "owner": SimpleLazyObject(lambda: shown.owner),
        "promise": SimpleLazyObject(lambda: shown.promise),
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "fallback_phone": settings.OPERATOR_PHONE_FALLBACK,
    }

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def site(request: HttpRequest) -> dict[str, object]:
    """What every page may show. The owner is read when a template asks for it, once a request."""
    return {
        "owner": SimpleLazyObject(_owner),
        "site_url": settings.SITE_URL,
        "demo": settings.DEMO,
        "fallback_phone": settings.OPERATOR_PHONE_FALLBACK,
    }


def _owner():
    from listings.models import Operator

    return Operator.objects.site_owner()

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from recovery_site import request_id

_SECRET = re.compile(r"pass|token|secret|code|key|credential", re.IGNORECASE)
# Counters, row numbers and buttons that a form adds by itself.
_MACHINERY = re.compile(
    r"(?:^_|^action$|^index$|^next$|-(?:TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$|-id$)"
)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a person typed into the form that was sent, as (name, text). Never a secret."""
    return [
        (name.replace("_", " "), text)
        for name, texts in request.POST.lists()
        if not _SECRET.search(name) and not _MACHINERY.search(name)
        for text in texts
        if text.strip()
    ]


@never_cache
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Gives back what was typed, to copy. Sending it again takes the person's own hand: whoever
    forged the form may have filled it in, too."""
    context = {"typed": typed(request), "again": request.path, "had_files": bool(request.FILES)}
    return render(request, "403_csrf.html", context, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _bare_page("400.html", 400, _("We could not read that."))


def server_error(request: HttpRequest) -> HttpResponse:
    return _bare_page("500.html", 500, _("Something went wrong on our side."))


def _bare_page(template: str, status: int, words: str) -> HttpResponse:
    """A page that needs neither the database nor the page's context, and that has to come even
    when templates or static files are what is broken."""
    phone = settings.OPERATOR_PHONE_FALLBACK
    context = {
        "phone": phone,
        "digits": re.sub(r"\D", "", phone)[-10:],
        "request_id": request_id.current.get(),
    }
    try:
        page: str = render_to_string(template, context)
    except Exception:
        page = " ".join([words, _("Please call %(phone)s.") % {"phone": phone}])
    return HttpResponse(page, status=status)

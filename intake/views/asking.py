from uuid import UUID

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from intake.actions import OverLimitError, submit_within_limits
from intake.forms import CallbackForm, typed
from intake.receipts import thank_you_path, token_of
from listings.models import House, Operator
from listings.site import Site, site_of
from recovery_site import editions
from recovery_site.accounts import client_address
from recovery_site.same_origin import require_same_origin

UNREADABLE = (SuspiciousOperation, BadRequest, MultiPartParserError)


def sent_from_elsewhere(request: HttpRequest) -> HttpResponse:
    """Shows what was typed, to be sent from here by the person's own hand."""
    words = _(
        "Nothing was sent yet: your browser did not say that this came from our page. "
        "Check your answers and press the button again."
    )
    return _try_again(request, words, status=403)


@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@require_same_origin(sent_from_elsewhere)
def callback_request(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _submit(request)
    site = _site(request)
    house = _house_asked_about(request, site)
    form = CallbackForm(operator=_owner(site), at=site.at, house=house, choose_house=True)
    return _page(request, form)


def _submit(request: HttpRequest) -> HttpResponse:
    try:
        answers = typed(request.POST, CallbackForm.base_fields)
    except UNREADABLE:
        words = _("That was more than we can read. Please send us less, or call us.")
        return _try_again(request, words, status=400)
    site = _site(request)
    form = CallbackForm(answers, operator=_owner(site), at=site.at)
    if not form.is_valid():
        form.offer_houses()
        return _page(request, form, status=422)
    try:
        stored = submit_within_limits(
            operator=_owner(site),
            what=form.submission(),
            # Where nobody counts it, nobody asks for it.
            address=client_address(request) if settings.REQUESTS_PER_ADDRESS_AND_HOUR else "",
            at=site.at,
            office=site.office,
        )
    except OverLimitError:
        return _too_often(request, form)
    return HttpResponseRedirect(thank_you_path(token_of(stored)), status=303)


def _too_often(request: HttpRequest, form: CallbackForm) -> HttpResponse:
    """Doesn't say which limit it was: nobody else may learn who asked for a call."""
    words = _(
        "This was not sent: we got many requests like it lately. "
        "Your answers are still here. Please call us instead: %(phone)s."
    )
    form.replace_errors(words % {"phone": form.operator.phone})
    form.offer_houses()
    return _page(request, form, status=429)


def _try_again(request: HttpRequest, words: str, *, status: int) -> HttpResponse:
    try:
        answers = typed(request.POST, CallbackForm.base_fields)
    except UNREADABLE:
        answers = {}
    site = _site(request)
    form = CallbackForm(answers, operator=_owner(site), at=site.at, choose_house=True)
    form.replace_errors(words)
    return _page(request, form, status=status)


def _page(request: HttpRequest, form: CallbackForm, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "house": form.initial["house"],
        "promise": _site(request).promise,
        "action": reverse("callback_request"),
    }
    return render(request, "intake/callback_request.html", context, status=status)


def _site(request: HttpRequest) -> Site:
    """What it remembers of an edition spares most reading. Nobody waits here for the next one."""
    at = timezone.now()
    if not hasattr(request, "edition"):
        request.edition = editions.settled(at=at)  # type: ignore[attr-defined]  # our middleware reads it
    return site_of(request, at=at)


def _owner(site: Site) -> Operator:
    if site.owner is None:
        raise Http404("No operator owns the site yet")
    return site.owner


def _house_asked_about(request: HttpRequest, site: Site) -> House | None:
    try:
        uuid = UUID(request.GET.get("house", ""))
    except ValueError:
        return None
    houses = House.objects.public(at=site.at).filter(operator=site.owner, uuid=uuid)
    return houses.select_related("city").first()

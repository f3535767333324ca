from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from intake.actions import close_receipt
from intake.promise import promise_to
from intake.receipts import is_open, request_of
from intake.withdrawals import withdrawal_path
from recovery_site.same_origin import require_same_origin


@cache_control(no_store=True)
@require_safe
def thank_you(request: HttpRequest, token: str) -> HttpResponse:
    at, stored = timezone.now(), request_of(token)
    if stored is None:
        raise Http404
    if not is_open(stored, at=at):
        return render(request, "intake/thank_you_closed.html", status=410)
    context = {
        "reference": stored.reference,
        "promise": promise_to(stored, at=at),
        "referral_law": stored.told_of_referral_law,
        "token": token,
        "withdrawal": withdrawal_path(stored),
    }
    return render(request, "intake/thank_you.html", context)


def not_ours(request: HttpRequest) -> HttpResponse:
    """Another site asked for it, so nothing was closed."""
    return HttpResponseRedirect(reverse("home"), status=303)


@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@require_same_origin(not_ours)
def done(request: HttpRequest) -> HttpResponse:
    """Closes the thank-you page for good and clears what the browser kept of this site."""
    if request.method != "POST":
        return render(request, "intake/done.html")
    stored = request_of(request.POST.get("token", ""))
    if stored is not None:
        close_receipt(request=stored, at=timezone.now())
    response = HttpResponseRedirect(reverse("done"), status=303)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response

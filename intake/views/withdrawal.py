from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from intake.actions import erase_by_link, stop_marketing, withdraw_request
from intake.choices import CloseReason
from intake.forms.withdrawal import Wish, WithdrawalForm
from intake.models import CallbackRequest
from intake.withdrawals import is_open, request_of
from recovery_site.same_origin import require_same_origin

DO = {
    Wish.NO_CALL: withdraw_request,
    Wish.NO_TEXTS: stop_marketing,
    Wish.ERASE: erase_by_link,
}


def asked_by_another_site(request: HttpRequest, token: str) -> HttpResponse:
    """Nothing was done. The page shows again, to be sent from here by the person's own hand."""
    stored = request_of(token)
    if stored is None or not is_open(stored, at=timezone.now()):
        return _no_such_link(request, stored)
    words = _("Nothing was done yet. Please choose once more and press the button here.")
    return _page(request, stored, WithdrawalForm(request=stored), note=words, status=403)


@cache_control(no_store=True)
@require_http_methods(["GET", "HEAD", "POST"])
@require_same_origin(asked_by_another_site)
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs open links by themselves: only the button does something."""
    at, stored = timezone.now(), request_of(token)
    if stored is None or not is_open(stored, at=at):
        return _no_such_link(request, stored)
    if stored.anonymized_at:
        return render(request, "intake/withdraw_erased.html")
    if request.method != "POST":
        return _page(request, stored, WithdrawalForm(request=stored))
    form = WithdrawalForm(request.POST, request=stored)
    if not form.is_valid():
        return _page(request, stored, form, status=422)
    DO[Wish(form.cleaned_data["wish"])](request=stored, at=at)
    return HttpResponseRedirect(request.path, status=303)


def _page(
    request: HttpRequest,
    stored: CallbackRequest,
    form: WithdrawalForm,
    *,
    note: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "note": note,
        "reference": stored.reference,
        "days_kept": settings.RETENTION_DAYS,
        "still_open": not stored.is_settled,
        "withdrawn": stored.close_reason == CloseReason.WITHDREW,
        "texts_stopped": stored.requester.consents.exclude(withdrawn_at=None).exists(),
    }
    return render(request, "intake/withdraw.html", context, status=status)


def _no_such_link(request: HttpRequest, stored: CallbackRequest | None) -> HttpResponse:
    """404 for what we never gave out, 410 for what is over."""
    return render(request, "intake/withdraw_closed.html", status=410 if stored else 404)

"""Pages by which an owner lets a member of staff go, takes them back, or helps them in."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recovery_site.admin.staff import staff
from recovery_site.models import User
from recovery_site.staff_access import end_access, give_access, send_link

if TYPE_CHECKING:
    from recovery_site.admin.users import StaffAccountAdmin

MAY_MANAGE = "recovery_site.manage_access"


class EndForm(forms.Form):
    to = forms.ModelChoiceField(
        label=gettext_lazy("Who takes over their open requests?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nobody yet: they go back to the queue"),
        help_text=gettext_lazy("A request that this person may not see goes back to the queue."),
    )

    def __init__(self, *args: Any, others: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = others


def end(admin: "StaffAccountAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    user = _get(admin, request, pk)
    if user == request.user:
        messages.error(request, _("You can't end your own access. Ask another owner."))
        return redirect("admin:recovery_site_user_change", pk)
    others = (
        User.objects.filter(is_active=True, is_staff=True).exclude(pk=pk).order_by("name", "pk")
    )
    form = EndForm(request.POST or None, others=others)
    if request.method == "POST" and form.is_valid():
        by, at = staff(request), timezone.now()
        end_access(user=user, to=form.cleaned_data["to"], by=by, at=at)
        messages.success(request, _("%(who)s can't sign in any more.") % {"who": user})
        return redirect("admin:recovery_site_user_change", pk)
    context = admin.admin_site.each_context(request) | {
        "title": _("End the access of %(who)s") % {"who": user},
        "opts": admin.opts,
        "original": user,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/recovery_site/user/end.html", context, status=status)


def give(admin: "StaffAccountAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = _get(admin, request, pk)
    give_access(user=user, by=staff(request), at=timezone.now())
    messages.success(request, _("%(who)s may sign in again.") % {"who": user})
    return redirect("admin:recovery_site_user_change", pk)


def link(admin: "StaffAccountAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    user = _get(admin, request, pk)
    if user.is_active:
        send_link(user=user, by=staff(request), at=timezone.now())
        messages.success(request, _("A link to choose a password is on its way to their e-mail."))
    return redirect("admin:recovery_site_user_change", pk)


def _get(admin: "StaffAccountAdmin", request: HttpRequest, pk: int) -> User:
    if not request.user.has_perm(MAY_MANAGE):
        raise PermissionDenied
    user = admin.get_queryset(request).filter(pk=pk).first()
    if user is None:
        raise Http404
    return user

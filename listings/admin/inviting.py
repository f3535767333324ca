"""An owner brings somebody in: an account, a role, and a link by e-mail."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from listings.choices import Role
from listings.models import House, Membership, Operator
from listings.roles import IN_WORDS
from recovery_site.admin.staff import staff
from recovery_site.models import User
from recovery_site.staff_access import invite

if TYPE_CHECKING:
    from listings.admin.operators import OperatorAdmin

MAY_ADD = "listings.add_membership"
ALL_HOUSES = gettext_lazy("An owner is for all houses of the operator: leave the houses unticked.")


class InviteForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("They get a link there, by which they choose a password."),
    )
    operator = forms.ModelChoiceField(
        label=gettext_lazy("Works for"), queryset=Operator.objects.none(), empty_label=None
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        widget=forms.RadioSelect,
        choices=[(role.value, IN_WORDS[role]) for role in Role],
    )
    houses = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Only these houses"),
        queryset=House.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Tick none for all houses of the operator."),
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        operators = Operator.objects.visible_to(by, MAY_ADD).order_by("-is_site_owner", "name")
        self.fields["operator"].queryset = operators
        houses = House.objects.visible_to(by, MAY_ADD).order_by("name", "pk")
        self.fields["houses"].queryset = houses
        if not args[0] and (first := operators.first()):
            self.initial["operator"] = first

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        houses, operator = data.get("houses"), data.get("operator")
        if houses and data.get("role") == Role.OWNER:
            self.add_error("houses", ALL_HOUSES)
        if houses and operator and houses.exclude(operator=operator).exists():
            self.add_error("houses", _("One of these houses belongs to another operator."))
        if operator and "email" in data:
            same = Membership.objects.filter(operator=operator, user__email__iexact=data["email"])
            if same.exists():
                self.add_error("email", _("This person works for the operator already."))
        return data


def invite_staff(admin: "OperatorAdmin", request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if not request.user.has_perm(MAY_ADD):
        raise PermissionDenied
    form = InviteForm(request.POST if request.method == "POST" else None, by=staff(request))
    if form.is_valid():
        user, is_new = _bring_in(form.cleaned_data, by=staff(request))
        sent = _("%(who)s is in. A link to choose a password is on its way to their e-mail.")
        known = _("%(who)s has an account already and can use it with the new role.")
        messages.success(request, (sent if is_new else known) % {"who": user})
        return redirect("admin:listings_operator_change", form.cleaned_data["operator"].pk)
    context = admin.admin_site.each_context(request) | {
        "title": _("Invite somebody"),
        "opts": admin.opts,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "admin/listings/operator/invite.html", context, status=status)


@transaction.atomic
def _bring_in(data: dict[str, Any], *, by: User) -> tuple[User, bool]:
    user, is_new = invite(email=data["email"], name=data["name"], by=by, at=timezone.now())
    member = Membership.objects.create(user=user, operator=data["operator"], role=data["role"])
    member.houses.set(data["houses"])
    return user, is_new

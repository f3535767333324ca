from collections.abc import Callable
from functools import partial
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from recovery_site.accounts import second_factors
from recovery_site.actions import audit
from recovery_site.admin import access
from recovery_site.admin.staff import staff
from recovery_site.models import User


class StaffCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class StaffChangeForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        widgets = {"groups": CheckboxSelectMultiple}


WHEN = (_("When"), {"fields": ("last_login", "date_joined")})
OF_AN_OWNER = ((None, {"fields": ("name", "email", "is_active")}), WHEN)


@admin.register(User)
class StaffAccountAdmin(UserAdmin):
    form = StaffChangeForm
    add_form = StaffCreationForm
    list_display = ("name", "email", "is_active", "is_staff", "second_factor", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser", "groups")
    search_fields = ("name", "email")
    ordering = ("name", "pk")
    filter_horizontal = ()
    show_facets = admin.ShowFacets.NEVER
    readonly_fields = ("is_active", "last_login", "date_joined")
    change_form_template = "admin/recovery_site/user/change_form.html"
    change_list_template = "admin/recovery_site/user/change_list.html"
    actions = ("remove_second_factor",)
    fieldsets = (
        (None, {"fields": ("name", "email", "password")}),
        (
            _("What they may do"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups")},
        ),
        WHEN,
    )
    add_fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "email",
                    "is_staff",
                    "usable_password",
                    "password1",
                    "password2",
                ),
                "description": _(
                    "Without a password, they choose their own: on the sign-in page they press "
                    "“Forgot your password?”."
                ),
            },
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        def by(view: Callable) -> Callable:
            return self.admin_site.admin_view(partial(view, self))

        pages = {"end": access.end, "give": access.give, "link": access.link}
        ours = [
            path(f"<int:pk>/{name}/", by(view), name=f"recovery_site_user_{name}")
            for name, view in pages.items()
        ]
        return [*ours, *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Superusers are nobody else's business: who could change them would be one."""
        factors = second_factors().filter(user_id=OuterRef("pk"))
        users = super().get_queryset(request).annotate(has_second_factor=Exists(factors))
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        found = super().get_fieldsets(request, obj)
        return found if obj is None or request.user.is_superuser else OF_AN_OWNER

    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody chooses another's password: people get a link and choose their own."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().user_change_password(request, *args, **kwargs)

    @admin.display(description=_("second factor"), boolean=True, ordering="has_second_factor")
    def second_factor(self, user: User) -> bool:
        return user.has_second_factor  # type: ignore[attr-defined]  # read by get_queryset

    def has_remove_second_factor_permission(self, request: HttpRequest) -> bool:
        """Who may end an account's access may do this: superusers are not in their list."""
        return request.user.has_perm(access.MAY_MANAGE)

    @admin.action(
        description=_("Remove the second factor (their phone is lost)"),
        permissions=["remove_second_factor"],
    )
    def remove_second_factor(self, request: HttpRequest, users: QuerySet[User]) -> None:
        chosen = list(users)
        Authenticator.objects.filter(user__in=chosen).delete()
        for user in chosen:
            audit(action="removed second factor", of=user, by=staff(request), at=timezone.now())
            self.log_change(request, user, "Removed the second factor.")
        done = ngettext(
            "%(count)d account has to set up a second factor anew.",
            "%(count)d accounts have to set up a second factor anew.",
            len(chosen),
        )
        self.message_user(request, done % {"count": len(chosen)}, messages.SUCCESS)

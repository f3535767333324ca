from functools import update_wrapper
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from recovery_site.accounts import has_second_factor, needs_second_factor


class StaffSite(AdminSite):
    """The back office. People sign in by allauth, with a second factor."""

    site_header = _("Back office")
    site_title = _("Back office")
    index_title = _("Start")
    enable_nav_sidebar = False

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if self.has_permission(request) and needs_second_factor(request.user):
                messages.warning(
                    request, _("Set up a passkey or an authenticator app first. Then go on.")
                )
                return redirect("mfa_index")
            return inner(request, *args, **kwargs)

        return update_wrapper(guarded, inner)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Sends people to the one login page, which brings them back."""
        wanted = request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(
            wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        target = wanted if safe else reverse("admin:index")
        if self.has_permission(request):
            return redirect(target)
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': target})}")

    def logout(  # type: ignore[override]  # allauth's page, which asks first
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_logout")

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Django's list; an app's config may say in `purpose` what its part is for."""
        found = super().get_app_list(request, app_label)
        for app in found:
            app["purpose"] = getattr(apps.get_app_config(app["app_label"]), "purpose", "")
        return found

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        offer = (
            settings.DEMO and self.has_permission(request) and not has_second_factor(request.user)
        )
        return super().each_context(request) | {"offer_second_factor": offer}

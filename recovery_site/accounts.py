"""How staff sign in: what allauth asks us to decide."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.core.mail import send_mail
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext

from recovery_site.fields import cipher
from recovery_site.models import User
from recovery_site.sign_ins import refused

A_DAY = 24 * 60 * 60


class StaffAccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def reauthenticate(self, user: User, password: str) -> bool:
        # allauth would look for the address in a table that staff accounts don't use.
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        super().authentication_failed(request, **credentials)
        refused(str(credentials.get("email") or credentials.get("username") or ""))

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # Per account and address: a stranger's wrong guesses don't lock the person out.
        account = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{account}:{self.get_client_ip(request)}"


class StaffMFAAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and recovery codes encrypted."""

    def encrypt(self, text: str) -> str:
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


def send_invitation(user: User) -> None:
    """An e-mail with a link by which `user` chooses a password, as allauth's own does."""
    # Read here: allauth's forms would weigh on each worker, which seldom invites anybody.
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str

    key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    context = {
        "address": settings.SITE_URL + reverse("account_reset_password_from_key", kwargs=key),
        "again": settings.SITE_URL + reverse("account_reset_password"),
        "days": settings.PASSWORD_RESET_TIMEOUT // A_DAY,
    }
    words = render_to_string("recovery_site/mail/invitation.txt", context)
    send_mail(gettext("Your staff account"), words, None, [user.email])


def client_address(request: HttpRequest) -> str:
    """The address of who asks, as the trusted proxies tell it; "" when it can't be known."""
    try:
        return StaffAccountAdapter(request).get_client_ip(request)
    except (ImproperlyConfigured, PermissionDenied):
        return ""


def needs_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    """True when `user` has to set up a second factor before reading anything of a visitor's."""
    return settings.SECOND_FACTOR_REQUIRED and not has_second_factor(user)


def has_second_factor(user: AbstractBaseUser | AnonymousUser) -> bool:
    return second_factors().filter(user_id=user.pk).exists()


def second_factors() -> QuerySet[Authenticator]:
    """Recovery codes alone don't count: they stand in for a factor that was lost."""
    return Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)

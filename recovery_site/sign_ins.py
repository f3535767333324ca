"""Who came in and who was refused, in the audit. Never what was typed."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, user_logged_in
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver
from django.utils import timezone

from recovery_site.actions import audit
from recovery_site.models import User


@receiver(user_logged_in)
def signed_in(user: User, **_more: Any) -> None:
    audit(action="signed in", of=user, by=user, at=timezone.now())


@receiver(user_logged_out)
def signed_out(user: User | None, **_more: Any) -> None:
    if user is not None:  # a session may have ended before
        audit(action="signed out", of=user, by=user, at=timezone.now())


@receiver([password_changed, password_reset])
def chose_password(user: User, **_more: Any) -> None:
    audit(action="chose a password", of=user, by=user, at=timezone.now())


def refused(email: str) -> None:
    """For an account of staff only: what strangers type may be anybody's address."""
    user = User.objects.filter(email__iexact=email).first()
    if user is not None:
        audit(action="refused to sign in", of=user, by=None, at=timezone.now())

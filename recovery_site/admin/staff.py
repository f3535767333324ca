from typing import cast

from django.http import HttpRequest

from recovery_site.models import User


def staff(request: HttpRequest) -> User:
    """Who is signed in: nobody else gets as far as here."""
    return cast(User, request.user)

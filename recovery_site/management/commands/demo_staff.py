import secrets

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from recovery_site.models import User
from recovery_site.settings.env import env

EMAIL = "staff@seagrape.example"
CONSONANTS = "bdfgkmnprstvz"
VOWELS = "aeiou"


def readable_password() -> str:
    """Four spoken-out groups, about 48 bits."""
    return "-".join(
        "".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(2))
        for _ in range(4)
    )


class Command(BaseCommand):
    help = "Makes sure that the demo has its staff account, sets its password and prints it."

    def handle(self, **options) -> str:
        if not settings.DEMO:
            raise CommandError(_("Only in demo mode. Use `manage.py createsuperuser` instead."))
        password = env.str("DEMO_PASSWORD", default="") or readable_password()
        user = User.objects.filter(email__iexact=EMAIL).first()
        if user is None:
            user = User(email=EMAIL, name=_("Demo staff"))
        user.is_staff = user.is_superuser = user.is_active = True
        if not user.check_password(password):  # a new hash would sign everybody out
            user.set_password(password)
        user.save()
        return f"{EMAIL}  {password}"

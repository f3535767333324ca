from importlib import import_module

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

APPS = ("listings", "articles", "intake")


class Command(BaseCommand):
    help = (
        "Loads the invented houses and requests beside the starter articles, or removes the "
        "invented ones. A second load adds nothing. Removing keeps what staff made, the "
        "articles and the standing pages."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["load", "remove"])

    def handle(self, *, what: str, **options) -> None:
        if what == "load" and not settings.DEMO:
            raise CommandError("Invented houses belong in demo mode only: set DEMO=true.")
        at = timezone.now()
        packages = [import_module(f"{app}.demo") for app in APPS]
        with transaction.atomic():
            if what == "load":
                for package in packages:
                    package.load(at=at)
            else:
                for package in reversed(packages):
                    package.remove()
        self.stdout.write(f"Demo content: {what} done.")

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from recovery_site import editions


class Command(BaseCommand):
    help = "Brings up to date what is derived from the content, before a server starts."

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"Edition {editions.settle(at=timezone.now(), to_start=True)}")

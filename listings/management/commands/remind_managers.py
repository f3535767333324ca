from django.core.management.base import BaseCommand
from django.utils import timezone

from listings.actions import lapsed, remind_of


class Command(BaseCommand):
    help = (
        "Promises an e-mail to who keeps the beds of each house that nobody confirmed for some "
        "days. The worker does the same by its own clock; this is for houses that were confirmed "
        "before it knew how, as by an import. However often it runs, nobody is reminded twice."
    )

    def handle(self, **options) -> None:
        at = timezone.now()
        promised = sum(remind_of(house=house, at=at) for house in lapsed(at=at).order_by("pk"))
        self.stdout.write(f"{promised} reminders promised.")

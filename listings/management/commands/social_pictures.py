from django.core.management.base import BaseCommand
from django.utils import timezone

from listings.actions import refresh_social_pictures
from listings.models import House


class Command(BaseCommand):
    help = (
        "Has the worker draw every house's picture for links that is missing or shows former "
        "facts. Saving a house does the same; this is for rows that came otherwise."
    )

    def handle(self, **options) -> None:
        count = refresh_social_pictures(houses=House.objects.all(), at=timezone.now())
        self.stdout.write(f"Pictures for links to draw: {count}.")

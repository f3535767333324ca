from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from listings.models import ZipCode
from recovery_site.full_text import plain

AT_ONCE = 2_000


class Command(BaseCommand):
    help = "Reads where each ZIP is into the database, so that people can look near one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="Leave them as they are when there are some."
        )

    @transaction.atomic
    def handle(self, *, if_empty: bool, **options: Any) -> None:
        if if_empty and ZipCode.objects.exists():
            return
        ZipCode.objects.all().delete()
        ZipCode.objects.bulk_create(_rows(), batch_size=AT_ONCE)
        self.stdout.write(f"{ZipCode.objects.count()} ZIPs")


def _rows() -> list[ZipCode]:
    # Only here, because it takes 55 MB that a web worker need not have.
    import zipcodes

    return [
        ZipCode(
            zip_code=one["zip_code"],
            city=one["city"],
            key=plain(one["city"])[:80],
            state=one["state"],
            latitude=float(one["lat"]),
            longitude=float(one["long"]),
        )
        for one in zipcodes.list_all()
        if one["lat"] and one["long"] and one["zip_code_type"] != "MILITARY"
    ]

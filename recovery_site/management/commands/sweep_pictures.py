from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from recovery_site.sweeping import left_over, sweep


class Command(BaseCommand):
    help = (
        "Says how many picture files nothing points at any more, as a killed upload leaves "
        "them, and with --apply removes them. Files younger than a day stay. Run it every night."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="Remove them.")

    def handle(self, *, apply: bool, **options) -> None:
        found = left_over(at=timezone.now())
        if apply:
            sweep(found)
        done = "removed" if apply else "found"
        self.stdout.write(f"Pictures that nothing shows: {len(found.versions)} {done}.")
        self.stdout.write(f"Originals that nothing needs: {len(found.originals)} {done}.")
        if not apply:
            self.stdout.write("Nothing was changed. Add --apply to remove them.")

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from recovery_site.actions import audit
from recovery_site.key_usage import usage
from recovery_site.keys import Rotation


class Command(BaseCommand):
    help = (
        "Encrypts all personal values with the first key of FIELD_ENCRYPTION_KEYS. The site may "
        "run meanwhile, once it was started with that key. With --check it only tells how many "
        "values each key opens, and which keys can be removed. It may be stopped and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing, count the keys.")

    def handle(self, *, check: bool, **options: Any) -> None:
        if check:
            self.check_keys()
        else:
            self.rotate()

    def rotate(self) -> None:
        rotation = Rotation()
        rotation.run()
        told = rotation.counts
        if told["rotated"]:
            audit(action="rotated keys", by=None, at=timezone.now(), number=told["rotated"])
        self.stdout.write(
            f"{told['rotated']} values were encrypted anew, {told['new']} had the first key "
            f"already, {told['changed']} were changed by somebody meanwhile."
        )
        if rotation.unreadable:
            raise CommandError(
                f"{told['unreadable']} values open with no key: "
                f"{', '.join(sorted(rotation.unreadable))}. Keep every key that you have."
            )
        if told["rotated"] or told["changed"]:
            self.stdout.write("Run this once more, to see that nothing is left.")
        else:
            self.stdout.write("Only the first key is needed now. The others can be removed.")

    def check_keys(self) -> None:
        """The keys are told by their place, never by what they are."""
        found = usage()
        for number in range(1, len(settings.FIELD_ENCRYPTION_KEYS) + 1):
            opened = found.by_key[number]
            advice = ", writes" if number == 1 else "" if opened else ", can be removed"
            self.stdout.write(f"Key {number}: {opened} values{advice}.")
        if found.unreadable:
            raise CommandError(
                f"{found.unreadable.total()} values open with no key: "
                f"{', '.join(sorted(found.unreadable))}. Keep every key that you have."
            )

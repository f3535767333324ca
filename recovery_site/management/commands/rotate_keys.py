from django.core.management.base import BaseCommand, CommandError

from recovery_site.keys import Rotation


class Command(BaseCommand):
    help = (
        "Encrypts all personal values with the first key of FIELD_ENCRYPTION_KEYS. The site may "
        "run meanwhile, once it was started with that key. When this says that a former key is "
        "needed no more, it can be removed. It may be stopped and run again."
    )

    def handle(self, **options) -> None:
        rotation = Rotation()
        rotation.run()
        told = rotation.counts
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

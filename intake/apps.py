from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = _("Intake")
    purpose = _("Everybody who asked for a call, and what we did about it.")

    def ready(self) -> None:
        from intake import signals  # noqa: F401  listens
        from intake.desk import IntakeDesk
        from listings.desk import sit_down

        sit_down(IntakeDesk())

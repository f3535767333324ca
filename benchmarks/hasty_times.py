from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class HastyConfig(AppConfig):
    """Shortens what a run can't wait for; `hasty.py` says how much."""

    name = "benchmarks"

    def ready(self) -> None:
        from recovery_site import outbox  # its models are not there before

        outbox.LEASE = settings.LEASE
        outbox.FIRST_PAUSE, outbox.LONGEST_PAUSE = timedelta(seconds=0.2), timedelta(seconds=1)

from typing import Any

from django.dispatch import receiver

from intake.actions import hand_over
from recovery_site.staff_access import access_ended


@receiver(access_ended)
def hand_over_requests(sender: Any, **who: Any) -> None:
    hand_over(user=who["user"], to=who["to"], by=who["by"], at=who["at"])

"""Hands that write without a pause, each as the site does for one person after the other."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from itertools import cycle
from uuid import uuid4

from django.db import OperationalError, connection
from django.utils import timezone

from intake.actions import submit_within_limits
from intake.choices import ForWhom
from intake.submissions import Submission
from listings.actions import BedNotOpenError, cancel_hold, confirm_availability, hold_bed
from listings.models import Bed, BedInterval, Operator
from recovery_site import editions
from recovery_site.models import User


def write(first: int, threads: int, seconds: float) -> dict[str, int]:
    """How often something was done, or failed because the database was locked.

    Each hand has an open bed of its own, beginning with the one numbered `first`.
    """
    opened = BedInterval.objects.open(at=timezone.now()).filter(ends_at=None)
    beds = Bed.objects.filter(pk__in=opened.values("bed")).select_related("room__house")
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(threads) as pool:
        hands = pool.map(
            lambda bed: _work(bed, until), beds.order_by("pk")[first : first + threads]
        )
        return dict(sum(hands, Counter(done=0, locked=0)))


def _work(bed: Bed, until: float) -> Counter[str]:
    done: Counter[str] = Counter()
    owner, user = Operator.objects.get(is_site_owner=True), User.objects.get()
    try:
        for step in cycle(_steps(bed, owner, user)):
            if time.monotonic() > until:
                return done
            done[_outcome(step)] += 1
    finally:
        connection.close()


def _outcome(step: Callable[[], object]) -> str:
    try:
        step()
    except OperationalError as error:
        if "locked" not in str(error):
            raise
        return "locked"
    return "done"


def _steps(bed: Bed, owner: Operator, user: User) -> list[Callable[[], object]]:
    def ask_for_a_call() -> None:
        someone = uuid4().int
        what = Submission(
            name=f"Robin {someone}", for_whom=ForWhom.ME, phone=f"+1561555{someone % 10_000:04}"
        )
        submit_within_limits(operator=owner, what=what, address="", at=timezone.now())

    def hold() -> None:
        at = timezone.now()
        with suppress(BedNotOpenError):  # where letting it go has failed
            hold_bed(bed=bed, until=at + timedelta(days=1), by=user, at=at, reason="Tour")

    def let_go() -> None:
        at = timezone.now()
        held = BedInterval.objects.at(at).filter(bed=bed, state="held").first()
        if held:
            cancel_hold(hold=held, by=user, at=at)

    def confirm() -> None:
        confirm_availability(house=bed.room.house, by=user, at=timezone.now())

    def read() -> None:
        editions.current(at=timezone.now())

    return [ask_for_a_call, hold, read, let_go, confirm, read]

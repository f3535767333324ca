"""How much memory an export of 50,000 requests takes, names and messages included."""

import resource
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from benchmarks.rows import Row
from benchmarks.sizes import Sizes
from benchmarks.surroundings import DATABASES, surroundings

REQUESTS = 50_000
MOST_MEGABYTES = 60
BATCH = 2_000
MESSAGE = "After five, please. José ends his shift then, and he sleeps until noon. " * 4


def part(sizes: Sizes) -> Iterator[Row]:
    number = REQUESTS if sizes.rounds > 1 else BATCH
    name = f"Export of {number:,} requests"
    for database in DATABASES:
        with surroundings(database) as where:
            where.inside("fill", houses=20)
            where.inside("fill_requests", number=number)
            measured = where.inside("export")
            extra, floor = measured["extra_megabytes"], MOST_MEGABYTES
            yield Row(name, "memory on top", extra, "MB", database, floor=floor)
            yield Row(name, "lines that came out", measured["lines"], "", database)
            yield Row(name, "sent", measured["bytes"] / 1e6, "MB", database)
            yield Row(name, "until the first piece", measured["first_ms"], "ms", database)
            yield Row(name, "in all", measured["seconds"], "s", database)


def fill(number: int) -> None:
    """Requests with everything that has to be decrypted, and an attempt for each."""
    from intake.choices import Channel, ForWhom, Outcome
    from intake.models import Attempt, CallbackRequest, Contact
    from listings.models import House, Operator
    from recovery_site.models import User

    operator = Operator.objects.get(is_site_owner=True)
    houses, user, now = (
        list(House.objects.order_by("pk")[:20]),
        User.objects.first(),
        timezone.now(),
    )
    for start in range(0, number, BATCH):
        these = range(start, min(start + BATCH, number))
        people = Contact.objects.bulk_create(
            Contact(
                operator=operator,
                name=f"Robin {n}",
                phone=f"+1561555{n % 10_000:04}",
                email=f"robin{n}@example.org",
                created_at=now - timedelta(minutes=n),
            )
            for n in these
        )
        requests = CallbackRequest.objects.bulk_create(
            CallbackRequest(
                operator=operator,
                reference=f"{n:08}",
                requester=person,
                for_whom=ForWhom.CLIENT,
                organization="Palmetto Hospital",
                professional_role="Discharge planner",
                channel=Channel.CALL,
                message=MESSAGE,
                house=houses[n % len(houses)],
                created_at=person.created_at,
                due_at=now,
            )
            for n, person in zip(these, people, strict=True)
        )
        Attempt.objects.bulk_create(
            Attempt(
                request=request, by=user, at=now, channel=Channel.CALL, outcome=Outcome.NO_ANSWER
            )
            for request in requests
        )


def measure() -> dict[str, Any]:
    """In a process of its own, so that its peak is the export's."""
    from intake.exporting import Export
    from intake.models import CallbackRequest

    began = time.perf_counter()
    export = Export.of(CallbackRequest.objects.all())
    before = _peak()
    lines = size = 0
    first = None
    for piece in export.lines(personal=True):
        if first is None and lines:
            first = time.perf_counter() - began
        lines += piece.count("\r\n")
        size += len(piece.encode())
    return {
        "extra_megabytes": (_peak() - before) / 1e6,
        "lines": lines,
        "bytes": size,
        "first_ms": 1000 * (first or 0),
        "seconds": time.perf_counter() - began,
    }


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

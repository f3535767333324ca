"""The figures against a plain recount, request by request, of a made-up desk."""

import random
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from intake.choices import MOVES, CloseReason, HeardFrom, Source, Status
from intake.models import Attempt, CallbackRequest, StatusChange
from intake.numbers.facts import STEPS, that_came_to
from intake.numbers.periods import Period
from intake.numbers.report import Report, report
from listings.models import Operator
from listings.office_hours import Office
from tests.factories.accounts import make_staff
from tests.factories.intake import make_request, open_every_day
from tests.factories.listings import NOON, make_house, site_owner

pytestmark = pytest.mark.django_db
TALKED = {"reached", "asked_later"}


def make_desk(dice: random.Random, count: int) -> None:
    """Requests of 20 days that went through moves and attempts at whole minutes."""
    staff, houses = make_staff(), [make_house(), make_house(), None]
    for _ in range(count):
        at = NOON - timedelta(minutes=dice.randrange(20 * 24 * 60))
        request = make_request(
            at=at, house=dice.choice(houses), heard_from=dice.choice([*HeardFrom.values, ""]),
            trap=dice.choice(["", "", "", "x"]),
        )  # fmt: skip
        if dice.random() < 0.2:
            request.source, request.entered_by = dice.choice(["phone", "door"]), staff
        if request.held_at and dice.random() < 0.5:
            request.released_at = at + timedelta(minutes=dice.randrange(90))
            request.released_by = staff
        for _step in range(dice.randrange(6)):
            at = min(NOON, at + timedelta(minutes=dice.choice([0, 1, 5, 15, 60, 700])))
            if dice.random() < 0.5:
                Attempt.objects.create(
                    request=request, by=staff, at=at, channel="call",
                    direction=dice.choice(["in", "out", "out"]),
                    outcome=dice.choice(["reached", "no_answer", "asked_later"]),
                )  # fmt: skip
            else:
                before, request.status = request.status, dice.choice(sorted(MOVES[request.status]))
                closed = request.status == Status.CLOSED
                request.close_reason = dice.choice(CloseReason.values) if closed else ""
                StatusChange.objects.create(
                    request=request, by=staff, at=at, from_status=before,
                    to_status=request.status, close_reason=request.close_reason,
                )  # fmt: skip
        request.save()


def elapsed(office: Office, start: datetime, end: datetime) -> timedelta:
    """Minute by minute, with the office asked each time."""
    minutes = max(0, int((end - start).total_seconds() // 60))
    return timedelta(
        minutes=sum(office.is_open(start + timedelta(minutes=n)) for n in range(minutes))
    )


def recount(period: Period) -> dict:
    office = Office.of(Operator.objects.get())
    found: dict = {"office": [], "contact": [], "steps": Counter(), "lost": Counter(),
                   "met": 0, "judged": 0, "by_house": Counter(), "left_out": 0}  # fmt: skip
    for request in CallbackRequest.objects.all():
        if not period.starts_at <= request.created_at < period.ends_at:
            continue
        if request.is_held or request.close_reason in {"spam", "duplicate"}:
            found["left_out"] += 1
            continue
        changes = list(request.status_changes.order_by("at", "pk"))
        attempts = list(request.attempts.order_by("at", "pk"))
        furthest = max(
            STEPS.index(change.to_status) for change in changes if change.to_status in STEPS
        )
        for step in range(furthest + 1):
            found["steps"][STEPS[step]] += 1
        found["by_house"][request.house_id] += 1
        if request.close_reason and furthest < len(STEPS) - 1:
            found["lost"][request.close_reason] += 1
        if request.source != Source.WEB:
            continue
        asked = request.released_at or request.created_at
        tried = [a.at for a in attempts if a.direction == "out"]
        tried += [c.at for c in changes if c.to_status in {"attempting", "contacted"}]
        theirs = [a.at for a in attempts if a.direction == "in"]
        talked = [a.at for a in attempts if a.direction == "in" or a.outcome in TALKED]
        talked += [c.at for c in changes if c.to_status == "contacted"]
        over = [c.at for c in changes if c.to_status in {"closed", "moved_in"}]
        if talked:
            found["contact"].append(elapsed(office, asked, min(talked)))
        if tried and not (theirs and min(theirs) <= min(tried)):
            waited = elapsed(office, asked, min(tried))
            found["office"].append(waited)
            found["met"] += waited <= timedelta(minutes=15)
            found["judged"] += 1
        else:
            end = min([*theirs, *over], default=NOON)
            found["judged"] += elapsed(office, asked, end) > timedelta(minutes=15)
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_every_figure_is_that_of_a_plain_recount(seed: int, effort) -> None:
    open_every_day(site_owner(), "09:00", "17:00")
    make_desk(random.Random(seed), effort(40, 400))
    period = Period.days_until(NOON.date(), days=9, zone=ZoneInfo("America/New_York"))
    found: Report = report(
        CallbackRequest.objects.all(), Operator.objects.all(), period=period, at=NOON
    )
    for part, cohort in ((period, found.now), (period.before, found.before)):
        plain = recount(part)
        assert sorted(cohort.attempt.office) == sorted(plain["office"])
        assert sorted(cohort.contact.office) == sorted(plain["contact"])
        within = cohort.attempt.within(timedelta(minutes=15))
        assert (within.met, within.judged) == (plain["met"], plain["judged"])
        out = cohort.cohort
        assert out.held + out.spam + out.duplicates == plain["left_out"]
    plain = recount(period)
    assert all(plain[name] for name in ("left_out", "office", "lost"))
    assert {step.status: step.count for step in found.funnel} == {
        step: plain["steps"][step] for step in STEPS
    }
    assert dict(found.lost) == plain["lost"]
    assert {group.key: group.asked for group in found.by_house} == plain["by_house"]
    assert sum(point.answered for point in found.points) == len(plain["office"])
    in_period = CallbackRequest.objects.filter(
        created_at__gte=period.starts_at, created_at__lt=period.ends_at
    ).counted()
    for step in found.funnel:
        assert that_came_to(in_period, step.status).count() == step.count

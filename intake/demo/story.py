from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from intake.choices import ForWhom, Source


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day some days ago where the operator is, or so many minutes ago."""

    days: int = 0
    clock: str = ""
    minutes: int = 0

    def before(self, at: datetime, zone: ZoneInfo) -> datetime:
        if not self.clock:
            return at - timedelta(minutes=self.minutes)
        day = at.astimezone(zone).date() - timedelta(days=self.days)
        return datetime.combine(day, time.fromisoformat(self.clock), zone)


def ago(days: int, clock: str) -> Moment:
    return Moment(days, clock)


def minutes(number: int) -> Moment:
    return Moment(minutes=number)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that staff did: `what` names an action of `intake.demo.loading.Player`."""

    what: str
    when: Moment
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Story:
    """`number` makes the phone and the uuid; `house` counts from 0 among the public ones."""

    number: int
    name: str
    asked: Moment
    steps: list[Step] = field(default_factory=list)
    for_whom: str = ForWhom.ME
    house: int | None = None
    email: str = ""
    source: str = Source.WEB
    answers: dict[str, Any] = field(default_factory=dict)


def call(when: Moment, outcome: str, **details: Any) -> Step:
    return Step("attempt", when, {"channel": "call", "outcome": outcome} | details)


def text(when: Moment, **details: Any) -> Step:
    return Step("attempt", when, {"channel": "text", "outcome": "sent"} | details)


def mail(when: Moment, **details: Any) -> Step:
    return Step("attempt", when, {"channel": "email", "outcome": "sent"} | details)


def move(when: Moment, to: str) -> Step:
    return Step("move", when, {"to": to})


def close(when: Moment, reason: str) -> Step:
    return Step("move", when, {"to": "closed", "reason": reason})


def note(when: Moment, body: str) -> Step:
    return Step("note", when, {"body": body})


def wait(when: Moment) -> Step:
    """For the house that they asked about; the request is waitlisted by it."""
    return Step("wait", when)


def assign(when: Moment) -> Step:
    return Step("assign", when)


def release(when: Moment) -> Step:
    return Step("release", when)

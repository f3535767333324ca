"""What a house offers whom from when until when: the rows of its search entries.

Everything that the clock changes by itself changes at an instant that is known beforehand: a
hold ends, a confirmation grows old, a certificate expires at midnight. Between two such instants
nothing changes, so judging the first instant of each stretch judges all of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from listings.availability import SOONEST_FIRST, derive
from listings.choices import Allowed, BedState, MedicationRule, RoomType, Tone
from listings.clock import local_date
from listings.filters import AUDIENCES
from listings.geometry import vector
from listings.models import Bed, House, Room
from listings.models.search import FOREVER, Fact, SearchEntry
from listings.querysets.beds import genders_for

WELCOME = {
    "lgbtq_affirming": Fact.LGBTQ,
    "couples": Fact.COUPLES,
    "children": Fact.CHILDREN,
    "veterans": Fact.VETERANS,
    "step_free_entry": Fact.STEP_FREE_ENTRY,
    "ground_floor_bedroom": Fact.GROUND_FLOOR_BEDROOM,
    "roll_in_shower": Fact.ROLL_IN_SHOWER,
    "grab_bars": Fact.GRAB_BARS,
    "visual_alarms": Fact.VISUAL_ALARMS,
}
MEDICATION = {
    "buprenorphine": Fact.BUPRENORPHINE,
    "methadone": Fact.METHADONE,
    "naltrexone": Fact.NALTREXONE,
}
TAKEN = {BedState.OCCUPIED, BedState.OUT_OF_SERVICE}


@dataclass(frozen=True, slots=True)
class Scope:
    """What one kind of seeker may have: rooms of `house` and its beds, and what they cost."""

    audience: str
    private: bool
    beds: list[Bed]
    weekly: int | None
    move_in: int | None


def entries_of(house: House, bits: dict[int, int], *, since: datetime) -> list[SearchEntry]:
    """Unsaved entries, for every instant from `since` on at which the house is public.

    `bits` are those of the terms; `house` comes with what `settling` reads.
    """
    if house.published_at is None:
        return []
    instants = _instants(house, max(since, house.published_at))
    certificates = [_certificate_at(house, instant) for instant in instants]
    steady = _steady(house, bits)
    entries: list[SearchEntry] = []
    for scope in _scopes(house):
        last: tuple | None = None
        for instant, certificate in zip(instants, certificates, strict=True):
            moving = _moving(house, scope, certificate, instant)
            if moving == last:
                continue
            if last is not None:
                entries[-1].ends_at = instant
            entries.append(_entry(house, scope, steady, moving, starts_at=instant))
            last = moving
    return entries


def _entry(house: House, scope: Scope, steady: dict, moving: tuple, **when: Any) -> SearchEntry:
    rank, open_beds, opens_on, certified, level = moving
    return SearchEntry(
        house=house,
        audience=scope.audience,
        private=scope.private,
        rank=rank,
        open_beds=open_beds,
        opens_on=opens_on,
        level=level,
        weekly=scope.weekly,
        move_in=scope.move_in,
        facts=steady["facts"] | (Fact.CERTIFIED if certified else 0),
        **{name: value for name, value in steady.items() if name != "facts"},
        **{"ends_at": FOREVER} | when,
    )


def _steady(house: House, bits: dict[int, int]) -> dict[str, Any]:
    """What only staff can change."""
    program = getattr(house, "program", None)
    latitude, longitude = house.public_latitude, house.public_longitude
    if latitude is None or longitude is None:
        latitude, longitude = house.city.latitude, house.city.longitude
    x, y, z = vector(float(latitude), float(longitude))
    return {
        "city_id": house.city_id,
        "confirmed_at": house.availability_confirmed_at,
        "minimum_days": program.minimum_days_sober if program else None,
        "facts": _facts(house),
        "terms": sum(1 << bits[term.pk] for term in house.terms.all() if term.pk in bits),
        "x": x,
        "y": y,
        "z": z,
    }


def _facts(house: House) -> Fact:
    welcome, rules, medication = (
        getattr(house, name, None) for name in ("welcome", "rules", "medication")
    )
    facts = Fact(0)
    for name, fact in WELCOME.items():
        if getattr(welcome, name, None):
            facts |= fact
    for name, fact in MEDICATION.items():
        if getattr(medication, name, None) == MedicationRule.ACCEPTED:
            facts |= fact
    if rules and rules.pets in {Allowed.YES, Allowed.LIMITED}:
        facts |= Fact.PETS
    return facts


def _scopes(house: House) -> Iterator[Scope]:
    rooms, rates = list(house.rooms.all()), list(house.rates.all())
    for audience in AUDIENCES:
        if rooms:
            fitting = [room for room in rooms if _fits(room.gender or house.gender, audience)]
            private = [room for room in fitting if room.room_type == RoomType.PRIVATE]
            welcome, welcome_alone = bool(fitting) or not audience, bool(private)
        else:
            fitting, private = [], []
            welcome = _fits(house.gender, audience)
            welcome_alone = welcome and any(rate.room_type == RoomType.PRIVATE for rate in rates)
        if welcome:
            yield _scope(house, audience, False, fitting, rates)
        if welcome_alone:
            alone = [rate for rate in rates if rate.room_type == RoomType.PRIVATE]
            yield _scope(house, audience, True, private, alone)


def _scope(house: House, audience: str, private: bool, rooms: list[Room], rates: list) -> Scope:
    costs = getattr(house, "costs", None)
    totals = [rate.total_to_move_in(costs) for rate in rates]
    return Scope(
        audience,
        private,
        [bed for room in rooms for bed in room.beds.all()],
        _lowest_cents(rate.weekly_amount for rate in rates),
        _lowest_cents(total for total in totals if total is not None),
    )


def _fits(gender: str, audience: str) -> bool:
    return not audience or gender in genders_for(audience)


def _lowest_cents(amounts: Iterator[Decimal]) -> int | None:
    lowest = min(amounts, default=None)
    return None if lowest is None else round(lowest * 100)


def _moving(house: House, scope: Scope, certificate: Any, at: datetime) -> tuple:
    """What the clock changes, at one instant."""
    today = local_date(at, house.operator.time_zone)
    open_beds, openings = 0, []
    for bed in scope.beds:
        now = _interval_at(bed, at)
        if now is None:
            continue
        if now.state == BedState.OPEN:
            open_beds += 1
        elif now.state in TAKEN and now.expected_open_on and now.expected_open_on >= today:
            openings.append(now.expected_open_on)
    said = derive(
        beds=len(scope.beds),
        open_beds=open_beds,
        expected_open_on=min(openings, default=None),
        confirmed_at=house.availability_confirmed_at,
        at=at,
        time_zone=house.operator.time_zone,
    )
    opens_on = said.next_opening_on if said.tone is Tone.SOON else None
    level = certificate.level if certificate else None
    return SOONEST_FIRST.index(said.tone), said.open_beds, opens_on, certificate is not None, level


def _interval_at(bed: Bed, at: datetime) -> Any:
    for interval in bed.intervals.all():
        if interval.starts_at <= at and (interval.ends_at is None or interval.ends_at > at):
            return interval
    return None


def _certificate_at(house: House, at: datetime) -> Any:
    """The certificate that `House.certificate` would show."""
    valid = [one for one in house.certifications.all() if one.valid_at(at)]
    return min(valid, key=lambda one: (-one.expires_on.toordinal(), one.pk), default=None)


def _instants(house: House, since: datetime) -> list[datetime]:
    return [since, *sorted({instant for instant in _turns(house) if instant > since})]


def _turns(house: House) -> Iterator[datetime]:
    """Every instant at which something about the house may change by the clock alone."""
    zone = ZoneInfo(house.operator.time_zone)
    for room in house.rooms.all():
        for bed in room.beds.all():
            for interval in bed.intervals.all():
                yield interval.starts_at
                if interval.ends_at is not None:
                    yield interval.ends_at
                if interval.expected_open_on is not None:
                    yield _midnight_after(interval.expected_open_on, zone)
    for certificate in house.certifications.all():
        yield _midnight(certificate.issued_on, zone)
        yield _midnight_after(certificate.expires_on, zone)
    confirmed_at = house.availability_confirmed_at
    if confirmed_at is not None:
        for days in (settings.AVAILABILITY_STALE_DAYS, settings.AVAILABILITY_HIDDEN_DAYS):
            # It still counts when it is exactly so old.
            yield confirmed_at + timedelta(days=days) + timedelta.resolution


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, zone).astimezone(UTC)


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    return _midnight(day, zone) if day == date.max else _midnight(day + timedelta(days=1), zone)

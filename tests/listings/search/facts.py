"""One house as its rows say it, in plain Python."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from math import asin, cos, radians, sin, sqrt
from typing import Any
from zoneinfo import ZoneInfo

from listings.models import House

EARTH = 3958.7613  # miles
CENT = Decimal("0.01")
WELCOMES = {
    "lgbtq_affirming": ("welcome", "lgbtq"),
    "couples": ("welcome", "couples"),
    "children": ("welcome", "children"),
    "veterans": ("welcome", "veterans"),
    "step_free_entry": ("access", "step_free_entry"),
    "ground_floor_bedroom": ("access", "ground_floor_bedroom"),
    "roll_in_shower": ("access", "roll_in_shower"),
    "grab_bars": ("access", "grab_bars"),
    "visual_alarms": ("access", "visual_alarms"),
}
Tags = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Stretch:
    state: str
    starts_at: datetime
    ends_at: datetime | None
    expected_open_on: date | None

    def covers(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)

    @property
    def is_taken(self) -> bool:
        return self.state in {"occupied", "out_of_service"}


@dataclass(frozen=True)
class RoomFacts:
    gender: str
    room_type: str
    beds: list[list[Stretch]]


@dataclass(frozen=True)
class RateFacts:
    room_type: str
    weekly: Decimal
    move_in: Decimal | None


@dataclass(frozen=True)
class Offer:
    """What one kind of seeker is offered at an instant."""

    tone: str
    open_beds: int
    opens_on: date | None
    weekly: Decimal | None
    move_in: Decimal | None
    tags: Tags


@dataclass(frozen=True, eq=False)
class Facts:
    """`tags` are the choices that the house answers with yes, whoever asks and whenever."""

    pk: int
    status: str
    published_at: datetime | None
    confirmed_at: datetime | None
    gender: str
    city: str
    time_zone: str
    point: tuple[float, float]
    rooms: list[RoomFacts]
    rates: list[RateFacts]
    certificates: list[Any]
    minimum_days: int | None
    words: frozenset[str]
    tags: Tags

    def is_public(self, at: datetime) -> bool:
        return (
            self.status == "published" and self.published_at is not None and self.published_at <= at
        )

    def today(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.time_zone)).date()

    def certificate(self, at: datetime) -> Any:
        """The valid one that ends last."""
        today = self.today(at)
        valid = [
            one
            for one in self.certificates
            if one.revoked_on is None and one.issued_on <= today <= one.expires_on
        ]
        valid.sort(key=lambda one: one.pk)
        return max(valid, key=lambda one: one.expires_on, default=None)


def facts_of(house: House) -> Facts:
    """Needs the house's rows."""
    costs, program = _group(house, "costs"), _group(house, "program")
    return Facts(
        pk=house.pk,
        status=house.status,
        published_at=house.published_at,
        confirmed_at=house.availability_confirmed_at,
        gender=house.gender,
        city=house.city.slug,
        time_zone=house.operator.time_zone,
        point=_point(house),
        rooms=[_room(house, room) for room in house.rooms.all()],
        rates=[_rate(rate, costs) for rate in house.rates.all()],
        certificates=list(house.certifications.all()),
        minimum_days=program.minimum_days_sober if program else None,
        words=frozenset(_words(house)),
        tags=frozenset(_tags(house)),
    )


def _group(house: House, name: str) -> Any:
    return getattr(house, name, None)


def _room(house: House, room: Any) -> RoomFacts:
    beds = [
        [Stretch(i.state, i.starts_at, i.ends_at, i.expected_open_on) for i in bed.intervals.all()]
        for bed in room.beds.all()
    ]
    return RoomFacts(room.gender or house.gender, room.room_type, beds)


def _rate(rate: Any, costs: Any) -> RateFacts:
    weekly = rate.amount
    if rate.period == "month":
        weekly = (rate.amount * 12 / 52).quantize(CENT, ROUND_HALF_UP)
    if costs is None:
        return RateFacts(rate.room_type, weekly, None)
    fees = costs.deposit + costs.application_fee + costs.other_fees
    return RateFacts(rate.room_type, weekly, rate.amount * rate.periods_in_advance + fees)


def _point(house: House) -> tuple[float, float]:
    if house.public_latitude is None or house.public_longitude is None:
        return float(house.city.latitude), float(house.city.longitude)
    return float(house.public_latitude), float(house.public_longitude)


def _words(house: House) -> list[str]:
    texts = [house.name, house.neighborhood, house.city.name]
    for text in house.texts.all():
        if text.language == "en":
            texts += [text.summary, text.description]
    return [word for text in texts for word in words_in(text)]


def words_in(text: str) -> list[str]:
    """Letters and digits without accents and case; anything else parts them."""
    letters = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(one for one in letters if unicodedata.category(one) != "Mn")
    return [word for word in re.split(r"[\W_]+", bare) if word]


def _tags(house: House) -> list[tuple[str, str]]:
    tags = [(term.taxonomy, term.code) for term in house.terms.all()]
    welcome, medication, rules = (_group(house, n) for n in ("welcome", "medication", "rules"))
    tags += [tag for name, tag in WELCOMES.items() if getattr(welcome, name, None) is True]
    for drug in ("buprenorphine", "methadone", "naltrexone"):
        if getattr(medication, drug, None) == "accepted":
            tags.append(("moud", drug))
    if getattr(rules, "pets", None) in {"yes", "limited"}:
        tags.append(("welcome", "pets"))
    return tags


def miles_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the surface of a sphere (haversine)."""
    (phi, theta), (phi2, theta2) = (map(radians, point) for point in (one, other))
    half = sin((phi2 - phi) / 2) ** 2 + cos(phi) * cos(phi2) * sin((theta2 - theta) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))

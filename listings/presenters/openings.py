"""One row of open beds in words, the same for the page, the CSV and the feed."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.availability import confirmed_words
from listings.choices import Gender, MedicationRule, RoomType
from listings.clock import local_date
from listings.models import House, HouseMedication
from listings.openings import Opening
from listings.presenters.rows import fact, group
from listings.words import short_date


@dataclass(frozen=True, slots=True)
class Answer:
    """What a house says to one medication; `rule` is a MedicationRule."""

    name: str
    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """`weekly` and `move_in` are USD, `minimum_days` days; None reads "Ask us"."""

    key: str
    house: House
    room: str
    people: str
    open_beds: int
    opens_on: list[date]
    beds_words: str
    certificate: str
    level: str
    medication: list[Answer]
    weekly: Decimal | None
    move_in: Decimal | None
    minimum_days: int | None
    confirmed_at: datetime
    confirmed_words: str


def opening_row(opening: Opening, house: House, *, at: datetime) -> OpeningRow:
    """Needs what `openings.houses_of` reads."""
    zone, certificate = house.operator.time_zone, house.certificate
    level = certificate.get_level_display() if certificate and certificate.level else ""
    return OpeningRow(
        key=f"{house.uuid}/{opening.room_type}/{opening.gender}",
        house=house,
        room=capfirst(str(RoomType(opening.room_type).label)),
        people=capfirst(str(Gender(opening.gender).label)),
        open_beds=opening.open_beds,
        opens_on=opening.opens_on,
        beds_words=beds_words(opening.open_beds, opening.opens_on, today=local_date(at, zone)),
        certificate=certificate.label if certificate else "",
        level=str(level),
        medication=_medication(house),
        weekly=opening.weekly,
        move_in=_move_in(opening, house),
        minimum_days=fact(group(house, "program"), "minimum_days_sober"),
        confirmed_at=opening.confirmed_at,
        confirmed_words=confirmed_words(opening.confirmed_at, at=at, time_zone=zone),
    )


def beds_words(n: int, opens_on: list[date], *, today: date) -> str:
    """ "2 beds open", "1 bed open; next Dec 1, Dec 9" or "Opens Dec 1"; one of both is there."""
    days = {"dates": ", ".join(short_date(day, today=today) for day in opens_on)}
    if not n:
        return _("Opens %(dates)s") % days
    now = ngettext("%(n)d bed open", "%(n)d beds open", n) % {"n": n}
    return "; ".join([now, _("next %(dates)s") % days]) if opens_on else now


def _medication(house: House) -> list[Answer]:
    facts: Any = group(house, "medication")
    rules = {name: fact(facts, name) or MedicationRule.ASK for name in HouseMedication.MOUD}
    names = {
        "buprenorphine": _("Buprenorphine"),
        "methadone": _("Methadone"),
        "naltrexone": _("Naltrexone"),
    }
    return [
        Answer(names[name], rule, str(MedicationRule(rule).label)) for name, rule in rules.items()
    ]


def _move_in(opening: Opening, house: House) -> Decimal | None:
    """With the rate that `weekly` shows: the lowest one comes first."""
    costs: Any = group(house, "costs")
    for rate in house.all_rates:
        if rate.room_type == opening.room_type:
            return rate.total_to_move_in(costs)
    return None


def opening_heads() -> list[object]:
    """The names of the columns of `opening_cells`."""
    return [
        _("House"),
        _("City"),
        _("State"),
        _("Room"),
        _("For"),
        _("Beds open now"),
        _("Opens on"),
        _("Certificate"),
        _("Level of support"),
        _("Buprenorphine"),
        _("Methadone"),
        _("Naltrexone"),
        _("A week (USD)"),
        _("To move in (USD)"),
        _("Minimum days sober"),
        _("Confirmed at"),
        _("Phone"),
        _("Page"),
    ]


def opening_cells(row: OpeningRow) -> list[object]:
    """For a spreadsheet: dates as ISO 8601, money without a sign, "" where one has to ask."""
    house = row.house
    return [
        house.name,
        house.city.name,
        house.city.state,
        row.room,
        row.people,
        row.open_beds,
        " ".join(day.isoformat() for day in row.opens_on),
        row.certificate,
        row.level,
        *(answer.words for answer in row.medication),
        _cents(row.weekly),
        _cents(row.move_in),
        "" if row.minimum_days is None else row.minimum_days,
        row.confirmed_at.astimezone(ZoneInfo(house.operator.time_zone)).isoformat(
            sep=" ", timespec="minutes"
        ),
        house.operator.phone,
        settings.SITE_URL + house.get_absolute_url(),
    ]


def _cents(amount: Decimal | None) -> Decimal | str:
    """In the same form from both databases."""
    return "" if amount is None else amount.quantize(Decimal("0.01"))

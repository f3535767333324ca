"""What a list of houses was asked for, by valid words only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Q
from django.db.models.lookups import Exact

from listings.availability import SOONEST_FIRST
from listings.choices import Tone
from listings.geometry import squared_chord
from listings.models import Fact
from listings.places import Place
from listings.querysets.search import saying

WITHIN = (5, 10, 15, 25, 50, 100)  # miles
USUALLY_WITHIN = 25

MOUD = {
    "buprenorphine": Fact.BUPRENORPHINE,
    "methadone": Fact.METHADONE,
    "naltrexone": Fact.NALTREXONE,
}
WELCOME = {
    "lgbtq": Fact.LGBTQ,
    "couples": Fact.COUPLES,
    "children": Fact.CHILDREN,
    "veterans": Fact.VETERANS,
    "pets": Fact.PETS,
}
ACCESS = {
    "step_free_entry": Fact.STEP_FREE_ENTRY,
    "ground_floor_bedroom": Fact.GROUND_FLOOR_BEDROOM,
    "roll_in_shower": Fact.ROLL_IN_SHOWER,
    "grab_bars": Fact.GRAB_BARS,
    "visual_alarms": Fact.VISUAL_ALARMS,
}
FACTS = {"moud": MOUD, "welcome": WELCOME, "access": ACCESS}
# What stays unknown where staff have not said it, and what then may be asked for.
UNKNOWN = {"price": "weekly", "move_in": "move_in", "days": "minimum_days"}
LIMITS = {"max_weekly": "price", "max_move_in": "move_in", "days": "days"}

OPEN, SOON = SOONEST_FIRST.index(Tone.OPEN), SOONEST_FIRST.index(Tone.SOON)


@dataclass(frozen=True, slots=True)
class HouseFilter:
    """Empty values ask for nothing.

    `within` is in miles around `near`, amounts are USD, `days` is how long somebody has been
    sober. `open` is "now", `private` and `certified` are "yes". Of `moud`, `welcome`, `access`
    and `amenity` a house has to have all. `ask` is a key of UNKNOWN.
    """

    near: Place | None = None
    within: int = USUALLY_WITHIN
    city: str = ""
    gender: str = ""
    open: str = ""
    by: date | None = None
    max_weekly: Decimal | None = None
    max_move_in: Decimal | None = None
    private: str = ""
    level: int | None = None
    certified: str = ""
    moud: tuple[str, ...] = ()
    welcome: tuple[str, ...] = ()
    access: tuple[str, ...] = ()
    amenity: tuple[str, ...] = ()
    pathway: str = ""
    language: str = ""
    days: int | None = None
    q: str = ""
    ask: str = ""

    def without(self, name: str) -> "HouseFilter":
        """Less one thing asked for: a field, or one choice of several like "moud:methadone"."""
        field, _colon, choice = name.partition(":")
        if choice:
            left = tuple(one for one in getattr(self, field) if one != choice)
            return self._with(**{field: left})
        also = {"within": USUALLY_WITHIN} if field == "near" else {}
        return self._with(**{field: getattr(HouseFilter(), field)}, **also)

    def around(self, miles: int) -> "HouseFilter":
        return replace(self, within=miles)

    def asking(self, unknown: str) -> "HouseFilter":
        """The same without a limit, for houses of which one has to ask."""
        limit = next(name for name, asked in LIMITS.items() if asked == unknown)
        return self._with(**{limit: None}, ask=unknown)

    @property
    def asked(self) -> list[str]:
        """Names, as `without` takes them, of everything that is asked for."""
        empty, names = HouseFilter(), []
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "within" or value == getattr(empty, field.name):
                continue
            several = isinstance(value, tuple)
            names += [f"{field.name}:{one}" for one in value] if several else [field.name]
        return names

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """As in an address; [] when nothing is asked for."""
        return list(self._parameters())

    @property
    def query(self) -> str:
        """As in an address, without "?"; "" when nothing is asked for."""
        return urlencode(self.parameters)

    def _parameters(self) -> Iterator[tuple[str, str]]:
        for field in fields(self):
            value = getattr(self, field.name)
            if value in (None, "", ()) or (field.name == "within" and not self.near):
                continue
            if isinstance(value, tuple):
                yield from ((field.name, one) for one in value)
            elif field.name == "near":
                yield "near", value.label
            elif isinstance(value, Decimal):
                yield field.name, f"{value.normalize():f}"
            else:
                yield field.name, str(value)

    def conditions(self, *, terms: Mapping[tuple[str, str], int], language: str) -> dict[str, Q]:
        """What a `SearchEntry` has to fulfill, by the names of `asked`.

        Gender and private rooms are left out: they choose the entry, not the house. `terms` are
        the bits by taxonomy and code; what has no bit no house has.
        """
        return {
            name: self._condition(name, terms, language)
            for name in self.asked
            if name not in {"gender", "private"}
        }

    def _with(self, **values: Any) -> "HouseFilter":
        return replace(self, **values)

    def _condition(self, name: str, terms: Mapping[tuple[str, str], int], language: str) -> Q:
        field, _colon, choice = name.partition(":")
        value: Any = choice or getattr(self, field)
        match field:
            case "near":
                return Q(chord__lte=squared_chord(self.within))
            case "city":
                return Q(city__slug=value)
            case "open":
                return Q(rank=OPEN)
            case "by":
                return Q(rank=OPEN) | Q(rank=SOON, opens_on__lte=value)
            case "max_weekly" | "max_move_in":
                column = UNKNOWN[LIMITS[field]]
                return Q(**{f"{column}__lte": int(value * 100)})
            case "days":
                return Q(minimum_days__lte=value)
            case "level":
                return Q(level=value)
            case "certified":
                return has_bit("facts", index(Fact.CERTIFIED))
            case "q":
                return saying(value, language)
            case "ask":
                return Q(**{f"{UNKNOWN[value]}__isnull": True})
            case "amenity" | "pathway" | "language":
                bit = terms.get((field, value))
                return Q(pk__in=[]) if bit is None else has_bit("terms", bit)
        return has_bit("facts", index(FACTS[field][value]))


def index(fact: Fact) -> int:
    return fact.bit_length() - 1


def has_bit(column: str, bit: int) -> Q:
    return Q(Exact(bit_of(column, bit), 1))


def bit_of(column: str, bit: int) -> Any:
    """1 or 0."""
    return F(column).bitrightshift(bit).bitand(1)

"""What a list of houses was asked for, by valid words only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db import connection

from listings.availability import SOONEST_FIRST
from listings.choices import Gender, Tone
from listings.geometry import squared_chord
from listings.models import Fact
from listings.places import Place
from recovery_site.full_text import matching

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
# Of these a house has to have all that are chosen.
SEVERAL = (*FACTS, "amenity")
AUDIENCES = ("", *Gender.values)
# What stays unknown where staff have not said it, and what then may be asked for.
UNKNOWN = {"price": "weekly", "move_in": "move_in", "days": "minimum_days"}
LIMITS = {"max_weekly": "price", "max_move_in": "move_in", "days": "days"}

# To be judged last, of the houses that are left.
DEAREST = {"near", "q"}

OPEN, SOON = SOONEST_FIRST.index(Tone.OPEN), SOONEST_FIRST.index(Tone.SOON)


class Condition(NamedTuple):
    """SQL over the columns of `SearchEntry` and `chord`, of our own words alone."""

    sql: str
    parameters: tuple[Any, ...] = ()


Conditions = dict[str, Condition]


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
        return self._with(**{field: _EMPTY[field]}, **also)

    def around(self, miles: int) -> "HouseFilter":
        return replace(self, within=miles)

    def asking(self, unknown: str) -> "HouseFilter":
        """The same without a limit, for houses of which one has to ask."""
        limit = next(name for name, asked in LIMITS.items() if asked == unknown)
        return self._with(**{limit: None}, ask=unknown)

    @property
    def asked(self) -> list[str]:
        """Names, as `without` takes them, of everything that is asked for."""
        names = []
        for name, value in self._values():
            if name != "within":
                several = isinstance(value, tuple)
                names += [f"{name}:{one}" for one in value] if several else [name]
        return names

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """As in an address; [] when nothing is asked for."""
        return list(self._parameters())

    @property
    def query(self) -> str:
        """As in an address, without "?"; "" when nothing is asked for."""
        return "&".join(_written(name, value) for name, value in self._parameters())

    def _parameters(self) -> Iterator[tuple[str, str]]:
        for name, value in self._values():
            if isinstance(value, tuple):
                yield from ((name, one) for one in value)
            elif name == "near":
                yield "near", value.label
                yield "within", str(self.within)
            elif isinstance(value, Decimal):
                yield name, f"{value.normalize():f}"
            elif name != "within":
                yield name, str(value)

    def _values(self) -> Iterator[tuple[str, Any]]:
        """What is not as in an empty one."""
        for name, empty in _EMPTY.items():
            value = getattr(self, name)
            if value != empty:
                yield name, value

    def conditions(self, *, terms: Mapping[tuple[str, str], int], language: str) -> Conditions:
        """What a `SearchEntry` has to fulfill, by the names of `asked`.

        Gender and private rooms are left out: they choose the entry, not the house. `terms` are
        the bits by taxonomy and code; what has no bit no house has.
        """
        return {name: self._condition(name, terms, language) for name in self.conditional}

    @property
    def conditional(self) -> list[str]:
        """Of `asked` what an entry has to fulfill, what is dear to judge last."""
        asked = [name for name in self.asked if name not in {"gender", "private"}]
        return sorted(asked, key=DEAREST.__contains__)

    def _with(self, **values: Any) -> "HouseFilter":
        return replace(self, **values)

    def _condition(
        self, name: str, terms: Mapping[tuple[str, str], int], language: str
    ) -> Condition:
        field, _colon, choice = name.partition(":")
        value: Any = choice or getattr(self, field)
        match field:
            case "near":
                return Condition("chord <= %s", (squared_chord(self.within),))
            case "city":
                return Condition(
                    "city_id = (SELECT id FROM listings_city WHERE slug = %s)", (value,)
                )
            case "open":
                return Condition(f"rank = {OPEN}")
            case "by":
                soon = f"rank = {OPEN} OR (rank = {SOON} AND opens_on <= %s)"
                return Condition(soon, (connection.ops.adapt_datefield_value(value),))
            case "max_weekly" | "max_move_in":
                return Condition(f"{UNKNOWN[LIMITS[field]]} <= %s", (int(value * 100),))
            case "days":
                return Condition("minimum_days <= %s", (value,))
            case "level":
                return Condition("level = %s", (value,))
            case "certified":
                return Condition(bit_is_set("facts", index(Fact.CERTIFIED)))
            case "q":
                houses = saying(value, language)
                return Condition(f"house_id IN ({houses.sql})", houses.parameters)
            case "ask":
                return Condition(f"{UNKNOWN[value]} IS NULL")
            case "amenity" | "pathway" | "language":
                bit = terms.get((field, value))
                return Condition("1 = 0" if bit is None else bit_is_set("terms", bit))
        return Condition(bit_is_set("facts", index(FACTS[field][value])))


_EMPTY = {field.name: field.default for field in fields(HouseFilter)}


def saying(question: str, language: str) -> Condition:
    """A SELECT of the houses whose words in `language` answer a free-text question."""
    sql, parameters = matching("listings_searchtext", "words", question)
    found = f"SELECT house_id FROM listings_searchtext WHERE language = %s AND {sql}"  # noqa: S608  names of our own; words are parameters
    return Condition(found, (language, *parameters))


def index(fact: Fact) -> int:
    return fact.bit_length() - 1


def bit_is_set(column: str, bit: int) -> str:
    return f"{column} & {1 << bit:d} <> 0"


@lru_cache(maxsize=1_000)
def _written(name: str, value: str) -> str:
    """One of the parameters; the links of a page repeat most of them."""
    return urlencode([(name, value)])

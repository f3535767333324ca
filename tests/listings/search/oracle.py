"""What a search has to find, counted again in plain Python from the rows that staff write.

It knows nothing of the search index. Only the words for a house's beds come from `derive`, the
one source that they have.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from listings.availability import derive
from listings.choices import Gender, Tone
from listings.filters import WITHIN, HouseFilter
from listings.models import House, TaxonomyTerm
from tests.listings.search.facts import Facts, Offer, facts_of, miles_between, words_in

SEEKERS = ["", *Gender.values]
SINGLE = {"open", "level", "certified", "pathway", "language"}
TONES = [Tone.OPEN, Tone.SOON, Tone.FULL, Tone.CALL, Tone.NONE]
EVER = date.max


@dataclass
class Expected:
    total: int
    open_beds: int
    counts: dict[str, dict[str, int]]
    without: dict[str, int]
    unknown: dict[str, int]
    nearest: dict[str, Any]
    order: list[int] = field(default_factory=list)
    offers: dict[int, Offer] = field(default_factory=dict)
    miles: dict[int, float] = field(default_factory=dict)


class Recount:
    """All houses as they are now. It is made anew after staff have changed something."""

    def __init__(self) -> None:
        self.houses = [facts_of(house) for house in _everything()]
        self.choices = {
            (term.taxonomy, term.code)
            for term in TaxonomyTerm.objects.filter(taxonomy__in=["amenity", "pathway", "language"])
        }
        self.offer = cache(_offer)

    def found(self, wanted: HouseFilter, *, at: datetime, sort: str) -> Expected:
        public = [house for house in self.houses if house.is_public(at)]
        mine = self._missed(public, wanted, at)
        fit = [house for house, missed in mine.items() if not missed]
        expected = Expected(
            total=len(fit),
            open_beds=sum(self._mine(house, wanted, at).open_beds for house in fit),
            counts=self._counts(mine, wanted, at),
            without={name: len(_but_for(mine, name)) for name in wanted.asked},
            unknown=self._unknown(mine, wanted, at),
            nearest=self._nearest(mine, wanted, at),
        )
        for name, empty in [("gender", ""), ("private", "")]:
            if getattr(wanted, name):
                others = self._missed(public, replace(wanted, **{name: empty}), at)
                expected.without[name] = len(_but_for(others))
        for name, choices in {"gender": SEEKERS, "private": ["", "yes"]}.items():
            expected.counts[name] = {
                choice: len(_but_for(self._missed(public, replace(wanted, **{name: choice}), at)))
                for choice in choices
            }
        expected.order = [house.pk for house in self._sorted(fit, wanted, at, sort)]
        expected.offers = {house.pk: self._mine(house, wanted, at) for house in fit}
        if wanted.near:
            expected.miles = {house.pk: _miles(house, wanted) for house in fit}
        return expected

    def _mine(self, house: Facts, wanted: HouseFilter, at: datetime) -> Offer:
        offer = self.offer(house, wanted.gender, wanted.private, at)
        assert offer is not None
        return offer

    def _missed(
        self, public: list[Facts], wanted: HouseFilter, at: datetime
    ) -> dict[Facts, frozenset[str]]:
        """Of every house that has a room for such a seeker, what it does not fulfill."""
        conditions = [(name, _condition(name, wanted)) for name in wanted.asked]
        return {
            house: frozenset(name for name, holds in conditions if not holds(house, offer))
            for house in public
            if (offer := self.offer(house, wanted.gender, wanted.private, at)) is not None
        }

    def _counts(
        self, mine: dict[Facts, frozenset[str]], wanted: HouseFilter, at: datetime
    ) -> dict[str, dict[str, int]]:
        seen: Counter[tuple[str, str]] = Counter()
        for house, missed in mine.items():
            tags = house.tags | self._mine(house, wanted, at).tags
            seen.update(
                tag for tag in tags if not missed or (tag[0] in SINGLE and missed == {tag[0]})
            )
            if wanted.near and missed <= {"near"}:
                miles = _miles(house, wanted)
                seen.update(("within", str(within)) for within in WITHIN if miles <= within)
        counts: dict[str, dict[str, int]] = {}
        for name, choice in _CHOICES | self.choices:
            counts.setdefault(name, {})[choice] = seen[name, choice]
        if wanted.near:
            counts["within"] = {str(within): seen["within", str(within)] for within in WITHIN}
        return counts

    def _unknown(
        self, mine: dict[Facts, frozenset[str]], wanted: HouseFilter, at: datetime
    ) -> dict[str, int]:
        figures: dict[str, tuple[str, Callable[[Facts, Offer], Any]]] = {
            "price": ("max_weekly", lambda _house, offer: offer.weekly),
            "move_in": ("max_move_in", lambda _house, offer: offer.move_in),
            "days": ("days", lambda house, _offer: house.minimum_days),
        }
        return {
            name: sum(
                figure(house, self._mine(house, wanted, at)) is None
                for house in _but_for(mine, limit)
            )
            for name, (limit, figure) in figures.items()
            if limit in wanted.asked
        }

    def _nearest(
        self, mine: dict[Facts, frozenset[str]], wanted: HouseFilter, at: datetime
    ) -> dict[str, Any]:
        """With which value the first house more would fit."""
        values = {}
        for name, value in _VALUES.items():
            if name in wanted.asked:
                alone = [house for house, missed in mine.items() if missed == {name}]
                found = [value(h, self._mine(h, wanted, at), wanted) for h in alone]
                values[name] = min((one for one in found if one is not None), default=None)
        return {name: value for name, value in values.items() if value is not None}

    def _sorted(
        self, fit: list[Facts], wanted: HouseFilter, at: datetime, sort: str
    ) -> list[Facts]:
        if sort == "nearest" and not wanted.near:
            sort = "soonest"
        by = _ORDERS[sort]
        return sorted(
            fit, key=lambda house: (*by(house, self._mine(house, wanted, at), wanted), house.pk)
        )


def _everything() -> Any:
    return House.objects.select_related(
        "city", "operator", "welcome", "program", "medication", "rules", "costs"
    ).prefetch_related("rooms__beds__intervals", "rates", "certifications", "terms", "texts")


def _but_for(mine: dict[Facts, frozenset[str]], *names: str) -> list[Facts]:
    """Those that miss nothing else."""
    return [house for house, missed in mine.items() if missed <= set(names)]


def _offer(house: Facts, gender: str, private: str, at: datetime) -> Offer | None:
    """What the house has for such a seeker; None where it has no room for them."""
    fitting = [room for room in house.rooms if _welcomes(room.gender, gender)]
    offered = bool(fitting) or not gender if house.rooms else _welcomes(house.gender, gender)
    rates = house.rates
    if private:
        rates = [rate for rate in rates if rate.room_type == "private"]
        fitting = [room for room in fitting if room.room_type == "private"]
        offered = bool(fitting) if house.rooms else offered and bool(rates)
    if not offered:
        return None
    beds = [bed for room in fitting for bed in room.beds]
    now = [stretch for bed in beds for stretch in bed if stretch.covers(at)]
    opening = [s.expected_open_on for s in now if s.expected_open_on and s.is_taken]
    said = derive(
        beds=len(beds),
        open_beds=sum(stretch.state == "open" for stretch in now),
        expected_open_on=min((on for on in opening if on >= house.today(at)), default=None),
        confirmed_at=house.confirmed_at,
        at=at,
        time_zone=house.time_zone,
    )
    certificate = house.certificate(at)
    tags = {("open", "now")} if said.tone == Tone.OPEN else set()
    if certificate:
        tags |= {("certified", "yes"), ("level", str(certificate.level))}
    return Offer(
        tone=said.tone,
        open_beds=said.open_beds,
        opens_on=said.next_opening_on if said.tone == Tone.SOON else None,
        weekly=min((rate.weekly for rate in rates), default=None),
        move_in=min((r.move_in for r in rates if r.move_in is not None), default=None),
        tags=frozenset(tags),
    )


def _welcomes(place: str, gender: str) -> bool:
    return not gender or place in {gender, "all"}


def _miles(house: Facts, wanted: HouseFilter) -> float:
    assert wanted.near is not None
    return miles_between(house.point, (wanted.near.latitude, wanted.near.longitude))


def _at_most(figure: Any, limit: Any) -> bool:
    return figure is not None and figure <= limit


def _condition(name: str, wanted: HouseFilter) -> Callable[[Facts, Offer], bool]:
    name, _colon, choice = name.partition(":")
    value = choice or getattr(wanted, name)
    match name:
        case "gender" | "private":
            return lambda house, offer: True  # they chose the offer
        case "near":
            return lambda house, offer: _miles(house, wanted) <= wanted.within
        case "city":
            return lambda house, offer: house.city == value
        case "by":
            return lambda house, offer: (
                offer.tone == Tone.OPEN or (offer.tone == Tone.SOON and offer.opens_on <= value)
            )
        case "max_weekly":
            return lambda house, offer: _at_most(offer.weekly, value)
        case "max_move_in":
            return lambda house, offer: _at_most(offer.move_in, value)
        case "days":
            return lambda house, offer: _at_most(house.minimum_days, value)
        case "q":
            asked = words_in(value)
            return lambda house, offer: all(
                any(word.startswith(beginning) for word in house.words) for beginning in asked
            )
        case "ask":
            return lambda house, offer: _figure(house, offer, value) is None
    return lambda house, offer: (name, str(value)) in house.tags | offer.tags


def _figure(house: Facts, offer: Offer, name: str) -> Decimal | int | None:
    return {"price": offer.weekly, "move_in": offer.move_in, "days": house.minimum_days}[name]


_CHOICES = {
    *(("moud", name) for name in ("buprenorphine", "methadone", "naltrexone")),
    *(("welcome", name) for name in ("lgbtq", "couples", "children", "veterans", "pets")),
    *(("access", name) for name in ("step_free_entry", "ground_floor_bedroom", "roll_in_shower",
                                    "grab_bars", "visual_alarms")),
    *(("level", str(level)) for level in (1, 2, 3, 4)),
    ("open", "now"),
    ("certified", "yes"),
}  # fmt: skip
_VALUES: dict[str, Callable[[Facts, Offer, HouseFilter], Any]] = {
    "near": lambda house, offer, wanted: _miles(house, wanted),
    "by": lambda house, offer, wanted: offer.opens_on,
    "open": lambda house, offer, wanted: offer.opens_on,
    "max_weekly": lambda house, offer, wanted: offer.weekly,
    "max_move_in": lambda house, offer, wanted: offer.move_in,
    "days": lambda house, offer, wanted: house.minimum_days,
}


def _last(value: Any) -> tuple[bool, Any]:
    """Sorts after all others where it is None."""
    return (True, 0) if value is None else (False, value)


_ORDERS: dict[str, Callable[[Facts, Offer, HouseFilter], tuple]] = {
    "soonest": lambda house, offer, wanted: (
        TONES.index(offer.tone), offer.opens_on or EVER, -offer.open_beds
    ),
    "nearest": lambda house, offer, wanted: (_miles(house, wanted),),
    "cost": lambda house, offer, wanted: _last(offer.weekly),
    "move_in": lambda house, offer, wanted: _last(offer.move_in),
    "confirmed": lambda house, offer, wanted: _last(
        house.confirmed_at and -house.confirmed_at.timestamp()
    ),
}  # fmt: skip

"""What a list of houses was asked for, by valid words only."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from decimal import Decimal
from urllib.parse import urlencode

from listings.querysets.houses import HouseQuerySet


@dataclass(frozen=True, slots=True)
class HouseFilter:
    """Empty values ask for nothing. `open` is "now", `price` is "ask"."""

    city: str = ""
    gender: str = ""
    max_weekly: Decimal | None = None
    open: str = ""
    price: str = ""

    def apply(self, houses: HouseQuerySet, *, at: datetime) -> HouseQuerySet:
        if self.city:
            houses = houses.in_city(self.city)
        if self.gender:
            houses = houses.welcoming(self.gender)
        if self.max_weekly is not None:
            houses = houses.weekly_up_to(self.max_weekly)
        if self.open:
            houses = houses.with_open_bed(at=at, gender=self.gender)
        if self.price:
            houses = houses.without_rate()
        return houses

    def without(self, name: str) -> "HouseFilter":
        return replace(self, **{name: getattr(HouseFilter(), name)})

    @property
    def unpriced(self) -> "HouseFilter":
        """The same without a limit, for houses whose price has to be asked for."""
        return replace(self, max_weekly=None, price="ask")

    @property
    def query(self) -> str:
        """As in an address, without "?"; "" when nothing is asked for."""
        return urlencode({name: value for name, value in asdict(self).items() if value})

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse

from listings.models import House, Operator
from listings.presenters.comparison import ComparedGroup, comparison_of
from listings.shortlists import MOST_COMPARED, Shortlist, names_of
from listings.words import printed_words


@dataclass(frozen=True, slots=True)
class KeptHouse:
    """`place` is where it stands in the list, from 1; it stands for the house in addresses."""

    house: House
    place: int
    compared: bool
    address: str
    remove_url: str


class ShortlistPage:
    """A list and what was asked of its page.

    `houses` are those that may be seen. `asked` may say `compare`, the places of up to four
    houses, `only=differences`, and `full`, after somebody tried to keep one too many.
    """

    def __init__(
        self,
        kept: Shortlist,
        houses: Sequence[House],
        asked: QueryDict,
        *,
        owner: Operator | None,
        at: datetime,
    ) -> None:
        self.kept, self.seen, self.owner, self.at = kept, houses, owner, at
        self.path = reverse("shortlist", args=[kept.token])
        self.address = settings.SITE_URL + self.path
        self.is_full = "full" in asked
        self.only_differences = asked.get("only") == "differences"
        self.asked_places = [int(p) for p in asked.getlist("compare") if p in self._places]

    @property
    def _places(self) -> dict[str, int]:
        return {str(place): key for place, key in enumerate(self.kept.keys, start=1)}

    @cached_property
    def homes(self) -> list[KeptHouse]:
        seen = {house.pk: house for house in self.seen}
        shown = [(place, seen[key]) for place, key in enumerate(self.kept.keys, 1) if key in seen]
        wanted = [place for place, _house in shown if place in self.asked_places]
        compared = (wanted or [place for place, _house in shown])[:MOST_COMPARED]
        return [
            KeptHouse(
                house,
                place,
                place in compared,
                f"{house.get_absolute_url()}?{urlencode({'list': self.kept.token})}",
                self._url_of(self.kept.without(house.pk)),
            )
            for place, house in shown
        ]

    @cached_property
    def compared(self) -> list[KeptHouse]:
        return [home for home in self.homes if home.compared]

    @property
    def has_choice(self) -> bool:
        return len(self.homes) > MOST_COMPARED

    @property
    def asked_for_too_many(self) -> bool:
        return len(self.asked_places) > MOST_COMPARED

    @property
    def hidden(self) -> Shortlist:
        """Houses that are paused or gone. What they are is not told."""
        return self.kept.without(*(house.pk for house in self.seen))

    @property
    def hidden_uuids(self) -> str:
        return " ".join(names_of(self.hidden.keys))

    @property
    def uuids(self) -> str:
        return " ".join(str(house.uuid) for house in self.seen)

    @property
    def without_hidden_url(self) -> str:
        return self._url_of(self.kept.without(*self.hidden.keys))

    @cached_property
    def all_groups(self) -> list[ComparedGroup]:
        return comparison_of([home.house for home in self.compared], self.owner)

    @property
    def groups(self) -> list[tuple[str, list]]:
        """Titles with those rows that were asked for; a group without any is left out."""
        groups = [
            (group.title, group.differences if self.only_differences else group.rows)
            for group in self.all_groups
        ]
        return [(title, rows) for title, rows in groups if rows]

    @property
    def difference_count(self) -> int:
        return sum(len(group.differences) for group in self.all_groups)

    @property
    def row_count(self) -> int:
        return sum(len(group.rows) for group in self.all_groups)

    @property
    def other_view_url(self) -> str:
        """The same homes with all facts, or with the differences only."""
        query: list[tuple[str, object]] = [("compare", place) for place in self.asked_places]
        if not self.only_differences:
            query.append(("only", "differences"))
        return self.path + (f"?{urlencode(query)}" if query else "")

    @property
    def printed(self) -> str:
        zone = self.owner.time_zone if self.owner else settings.TIME_ZONE
        return printed_words(self.at, zone)

    @staticmethod
    def _url_of(kept: Shortlist) -> str:
        return reverse("shortlist", args=[kept.token]) if kept.keys else reverse("shortlist_start")

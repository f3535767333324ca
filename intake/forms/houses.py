from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from listings.models import House
from listings.querysets.houses import HouseQuerySet

MOST_TO_CHOOSE_FROM = 100
GONE = _("This house is not on our list any more. Choose another one, or leave it open.")


class HouseField(forms.Field):
    """A public house of one operator, by its uuid. Its value is the house or None.

    Give it what reads the houses to `look_among`. It is hidden unless they are
    to `offer`, and few enough.
    """

    widget: Any = forms.HiddenInput

    def look_among(self, public_houses: Callable[[], HouseQuerySet]) -> None:
        self._public = public_houses
        self._known: dict[str, House] = {}

    def remember(self, house: House) -> None:
        """Spares looking for it."""
        self._known[str(house.uuid)] = house

    def offer(self) -> None:
        found = self._public().select_related("city").order_by("city__name", "name", "pk")
        houses = list(found[: MOST_TO_CHOOSE_FROM + 1])
        if len(houses) > MOST_TO_CHOOSE_FROM:
            return
        for house in houses:
            self.remember(house)
        named = [(str(house.uuid), f"{house.name}, {house.city.name}") for house in houses]
        self.widget = forms.Select(choices=[("", _("Any house")), *named])

    def chosen(self, value: object) -> House | None:
        """The house that `value`, as it stands in the form, means."""
        try:
            key = str(UUID(str(value)))
        except ValueError:
            return None
        if key not in self._known:
            house = self._public().filter(uuid=key).first()
            if house is None:
                return None
            self._known[key] = house
        return self._known[key]

    def prepare_value(self, value: Any) -> Any:
        return str(value.uuid) if isinstance(value, House) else value

    def to_python(self, value: object) -> House | None:
        if value in self.empty_values:
            return None
        house = self.chosen(value)
        if house is None:
            raise ValidationError(GONE, code="gone")
        return house

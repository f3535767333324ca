from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Q

from listings.choices import BedState, Gender
from listings.clock import local_date_expression
from listings.querysets.own import OwnedQuerySet
from recovery_site.constraints import covers


def genders_for(gender: str) -> list[str]:
    """The house or room genders where a person looking for `gender` may live."""
    return [gender] if gender == Gender.ALL else [gender, Gender.ALL]


def _may_live(gender: str, room: str) -> Q:
    """The room at that path, or else its house, is for a person looking for `gender`."""
    genders = genders_for(gender)
    return Q(**{f"{room}gender__in": genders}) | Q(
        **{f"{room}gender__isnull": True, f"{room}house__gender__in": genders}
    )


class RoomQuerySet(OwnedQuerySet):
    to_operator, to_house = "house__operator", "house"

    def welcoming(self, gender: str) -> "RoomQuerySet":
        """Rooms where a person looking for `gender` may live; all of them for ""."""
        return self.filter(_may_live(gender, "")) if gender else self.all()


class BedQuerySet(OwnedQuerySet):
    to_operator, to_house = "room__house__operator", "room__house"

    def welcoming(self, gender: str) -> "BedQuerySet":
        """Beds in rooms where a person looking for `gender` may live; all of them for ""."""
        return self.filter(_may_live(gender, "room__")) if gender else self.all()

    def in_rooms(self) -> "BedQuerySet":
        """With their rooms, in the order in which a house shows them."""
        return self.select_related("room").order_by(
            "room__position", "room__name", "room__pk", "label", "pk"
        )

    def with_state(self, *, at: datetime) -> "BedQuerySet":
        """Annotates `state_now` and `expected_open_on` of the interval that holds `at`."""
        current = apps.get_model("listings", "BedInterval").objects.filter(
            covers(at), bed=models.OuterRef("pk")
        )
        return self.annotate(
            state_now=models.Subquery(current.values("state")[:1]),
            expected_open_on=models.Subquery(current.values("expected_open_on")[:1]),
        )


class BedIntervalQuerySet(models.QuerySet):
    def at(self, at: datetime) -> "BedIntervalQuerySet":
        return self.filter(covers(at))

    def open(self, *, at: datetime) -> "BedIntervalQuerySet":
        return self.at(at).filter(state=BedState.OPEN)

    def opening(self, *, at: datetime) -> "BedIntervalQuerySet":
        """Taken now, and expected to open on a date that has not gone by."""
        today = local_date_expression(at, "bed__room__house__operator__time_zone")
        return self.at(at).filter(
            state__in=[BedState.OCCUPIED, BedState.OUT_OF_SERVICE], expected_open_on__gte=today
        )

    def welcoming(self, gender: str) -> "BedIntervalQuerySet":
        """Beds in rooms where a person looking for `gender` may live; all of them for ""."""
        return self.filter(_may_live(gender, "bed__room__")) if gender else self.all()

from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Q


class OwnedQuerySet(models.QuerySet):
    """Rows that belong to an operator, and mostly to one of its houses.

    `to_operator` and `to_house` lead from a row to them; without `to_house`, who works for some
    houses of an operator only sees none of the rows.
    """

    to_operator = "operator"
    to_house = ""

    def visible_to(self, user, permission: str) -> Self:
        """Where a role of `user` brings `permission`; everything for a superuser."""
        if user.is_superuser:
            return self
        memberships = apps.get_model("listings", "Membership").objects.granting(user, permission)
        return self.filter(self._within(memberships))

    def _within(self, memberships) -> Q:
        everywhere = memberships.filter(houses=None)
        within = Q(**{f"{self.to_operator}__in": everywhere.values("operator")})
        if self.to_house:
            some = memberships.exclude(houses=None).values("houses")
            within |= Q(**{f"{self.to_house}__in": some})
        return within

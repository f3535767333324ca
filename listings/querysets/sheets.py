from django.db import models
from django.db.models import Count

from listings.querysets.own import OwnedQuerySet


class SheetImportQuerySet(OwnedQuerySet):
    """Who works for some houses of an operator only sees none of its imports."""


class SheetRowQuerySet(models.QuerySet):
    def counts(self) -> dict[str, int]:
        """How many rows do what; "" for those that still wait."""
        counted = self.order_by().values("outcome").annotate(n=Count("pk"))
        return dict(counted.values_list("outcome", "n"))

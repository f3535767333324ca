"""Former versions of a house, with all that hangs on it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst

from listings.actions import restore_house
from listings.house_versions import FIELDS, PARTS, parts_now, parts_then, readable, terms_then
from listings.models import House
from recovery_site.admin.staff import staff
from recovery_site.admin.versions import ShowsVersions


class HouseHistory(ShowsVersions):
    compared = (*FIELDS, "city", "slug", "status", "published_at", "verified_at",
                "availability_confirmed_at")  # fmt: skip

    def more_lines(self, row: Any) -> dict[str, list[str]]:
        if isinstance(row, House):
            return readable(parts_now(row), row.terms.all())
        return readable(parts_then(row), terms_then(row))

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, foreign_keys_are_objs: bool = True
    ) -> None:
        """Also the names of the parts that were saved with a version."""
        super().set_history_delta_changes(request, historical_records, foreign_keys_are_objs)
        rows = list(historical_records)
        if not rows:
            return
        first = rows[-1].history_date
        for model in PARTS:
            label = capfirst(str(model._meta.verbose_name_plural))
            saved = model.history.filter(house_id=rows[0].id, history_date__gte=first)
            for at in saved.values_list("history_date", flat=True):
                # The newest version that was there when the part was saved.
                owner = next((row for row in rows if row.history_date <= at), rows[-1])
                if label not in owner.changed:
                    owner.changed.append(label)

    def restore(self, request: HttpRequest, obj: House, version: Any) -> None:
        restore_house(house=obj, version=version, by=staff(request), at=timezone.now())

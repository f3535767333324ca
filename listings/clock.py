"""What day it is for an operator, in Python and in SQL."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Case, DateField, Value, When
from django.db.models.expressions import Combinable

from listings.choices import TimeZone


def local_date(at: datetime, time_zone: str) -> date:
    return at.astimezone(ZoneInfo(time_zone)).date()


def local_date_expression(at: datetime, time_zone_field: str) -> Combinable:
    """The SQL twin of `local_date`, for a row whose zone stands in `time_zone_field`."""
    zones: dict[date, list[str]] = {}
    for zone in TimeZone.values:
        zones.setdefault(local_date(at, zone), []).append(zone)
    days = [(day, Value(day, output_field=DateField())) for day in sorted(zones)]
    (_, latest), *earlier = reversed(days)
    if not earlier:
        return latest
    return Case(
        *[When(**{f"{time_zone_field}__in": zones[day]}, then=value) for day, value in earlier],
        default=latest,
        output_field=DateField(),
    )

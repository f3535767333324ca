"""Whose figures somebody may see."""

from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import timezone

from intake.models import CallbackRequest
from intake.numbers.report import Report
from intake.querysets import CallbackRequestQuerySet
from listings.models import House, Operator

MAY_SEE = "intake.view_numbers"


def operators_of(user) -> QuerySet[Operator]:
    """The site's owner first. With hours and holidays, so that an office can be read."""
    operators = Operator.objects.visible_to(user, MAY_SEE).order_by("-is_site_owner", "pk")
    return operators.prefetch_related("office_hours", "holidays")


def requests_of(user) -> CallbackRequestQuerySet:
    return CallbackRequest.objects.visible_to(user, MAY_SEE)


def zone_of(user) -> ZoneInfo:
    """Where the days of somebody's figures begin: at the first operator they work for."""
    name = operators_of(user).prefetch_related(None).values_list("time_zone", flat=True).first()
    return ZoneInfo(name or timezone.get_default_timezone_name())


def house_names(found: Report) -> dict[int, str]:
    """Of the houses in the report, in one query."""
    keys = [group.key for group in found.by_house if group.key is not None]
    return dict(House.objects.filter(pk__in=keys).values_list("pk", "name"))

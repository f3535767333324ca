"""Which beds fit whom."""

from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from intake.models import CallbackRequest
from listings.choices import HouseStatus
from listings.models import Bed, BedInterval
from listings.querysets.beds import BedQuerySet


def beds_for(request: CallbackRequest, *, user: Any, at: datetime) -> BedQuerySet:
    """Open ones where they may live, the house that they asked for first."""
    open_now = BedInterval.objects.open(at=at).values("bed")
    beds = Bed.objects.visible_to(user, "listings.change_bed").welcoming(request.house_gender)
    fitting = beds.filter(
        pk__in=open_now,
        room__house__operator=request.operator_id,
        room__house__status=HouseStatus.PUBLISHED,
    )
    theirs = When(room__house=request.house_id, then=Value(0))
    first = Case(theirs, default=Value(1), output_field=IntegerField())
    return (
        fitting.select_related("room__house")
        .annotate(turn=first if request.house_id else Value(1))
        .order_by("turn", "room__house__name", "room__position", "room__name", "label", "pk")
    )

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from intake.actions.hold_ends import lasts
from intake.models import CallbackRequest
from listings.models import Bed, BedInterval


@dataclass(frozen=True, slots=True)
class HeldBed:
    bed: int
    words: str
    ends_at: datetime | None


def held_bed(request: CallbackRequest, *, at: datetime) -> HeldBed | None:
    """The bed that is held for it now."""
    if request.bed_hold_id is None:
        return None
    hold = BedInterval.objects.select_related("bed__room__house").get(pk=request.bed_hold_id)
    if not lasts(hold, at=at):
        return None
    return HeldBed(hold.bed_id, bed_words(hold.bed), hold.ends_at)


def bed_words(bed: Bed) -> str:
    """Needs the room and its house."""
    words = {"house": bed.room.house.name, "room": bed.room.name, "bed": bed.label}
    return _("%(house)s, %(room)s, bed %(bed)s") % words

from collections.abc import Iterable
from itertools import groupby
from typing import TypedDict

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from listings.choices import BedState, Gender, Tone
from listings.clock import local_date
from listings.models import Bed, House, Room
from listings.words import short_date


class BedWords(TypedDict):
    name: str
    tone: str
    words: str


class RoomWords(TypedDict):
    name: str
    room_type: str
    kind: str
    note: str
    beds: list[BedWords]


def rooms_of(house: House, beds: Iterable[Bed]) -> list[RoomWords]:
    """The rooms of `beds`, which come room by room and with their state."""
    return [
        {
            "name": room.name,
            "room_type": room.room_type,
            "kind": capfirst(room.get_room_type_display()),
            "note": _room_note(room, house),
            "beds": [_bed_words(bed, house) for bed in beds_of_room],
        }
        for room, beds_of_room in groupby(beds, key=lambda bed: bed.room)
    ]


def _room_note(room: Room, house: House) -> str:
    if not room.gender or room.gender == house.gender:
        return ""
    return {
        Gender.MEN: _("Men only"),
        Gender.WOMEN: _("Women only"),
        Gender.ALL: _("All genders"),
        Gender.PARENTS: _("Parents with children"),
    }[Gender(room.gender)]


def _bed_words(bed: Bed, house: House) -> BedWords:
    tone, words = _state_words(bed, house)
    return {"name": bed.label, "tone": tone, "words": words}


def _state_words(bed: Bed, house: House) -> tuple[str, str]:
    at, zone = house.as_of, house.operator.time_zone
    if house.availability.tone in {Tone.NONE, Tone.CALL} or bed.state_now is None:
        return Tone.NONE.value, _("Ask us")
    if bed.state_now == BedState.OPEN:
        return Tone.OPEN.value, _("Open now")
    if bed.state_now == BedState.HELD:
        return "held", _("Held for someone")
    today = local_date(at, zone)
    if bed.expected_open_on and bed.expected_open_on >= today:
        date = short_date(bed.expected_open_on, today=today)
        return Tone.SOON.value, _("Opens %(date)s") % {"date": date}
    if bed.state_now == BedState.OUT_OF_SERVICE:
        return Tone.FULL.value, _("Not in use")
    return Tone.FULL.value, _("Taken")

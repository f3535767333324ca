from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypedDict

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.availability import derive
from listings.choices import BedState, Gender, RoomType, Tone
from listings.clock import local_date
from listings.models import Bed, House
from listings.presenters.openings import beds_words
from listings.presenters.rows import chosen
from listings.words import short_date

GONE = {Tone.NONE, Tone.CALL}


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


@dataclass(frozen=True, slots=True)
class Kind:
    """The beds of all rooms of one type for the same people. `words` is "" where one has to ask."""

    name: str
    note: str
    beds: str
    tone: str
    words: str


def rooms_of(house: House, beds: Iterable[Bed]) -> list[RoomWords]:
    """The rooms of `beds`, which come room by room and with their state."""
    return [
        {
            "name": room.name,
            "room_type": room.room_type,
            "kind": capfirst(chosen(room, "room_type")),
            "note": _room_note(room.gender, house),
            "beds": [_bed_words(bed, house) for bed in beds_of_room],
        }
        for room, beds_of_room in groupby(beds, key=lambda bed: bed.room)
    ]


def kinds_of(house: House, beds: Iterable[Bed]) -> list[Kind]:
    """What is open now and next by type of room; `beds` come with their state."""
    kinds: dict[tuple[str, str], list[Bed]] = {}
    for bed in beds:
        gender = bed.room.gender or house.gender
        kinds.setdefault((bed.room.room_type, gender), []).append(bed)
    order = RoomType.values
    return [
        _kind(house, RoomType(room_type), gender, kinds[room_type, gender])
        for room_type, gender in sorted(kinds, key=lambda kind: (order.index(kind[0]), kind[1]))
    ]


def _kind(house: House, room_type: RoomType, gender: str, beds: Sequence[Bed]) -> Kind:
    zone, at = house.operator.time_zone, house.as_of
    today, n = local_date(at, zone), sum(bed.state_now == BedState.OPEN for bed in beds)
    opens_on = sorted(filter(None, (_opens_on(bed, today) for bed in beds)))
    said = derive(
        beds=len(beds),
        open_beds=n,
        expected_open_on=min(opens_on, default=None),
        confirmed_at=house.availability_confirmed_at,
        at=at,
        time_zone=zone,
    )
    vouched = said.tone in {Tone.OPEN, Tone.SOON}
    return Kind(
        name=capfirst(str(room_type.label)),
        note=_room_note(gender, house),
        beds=ngettext("%(n)d bed", "%(n)d beds", len(beds)) % {"n": len(beds)},
        tone=said.tone.value,
        words=beds_words(n, opens_on, today=today) if vouched else said.words,
    )


def _room_note(gender: str | None, house: House) -> str:
    if not gender or gender == house.gender:
        return ""
    return {
        Gender.MEN: _("Men only"),
        Gender.WOMEN: _("Women only"),
        Gender.ALL: _("All genders"),
        Gender.PARENTS: _("Parents with children"),
    }[Gender(gender)]


def _bed_words(bed: Bed, house: House) -> BedWords:
    tone, words = _state_words(bed, house)
    return {"name": bed.label, "tone": tone, "words": words}


def _state_words(bed: Bed, house: House) -> tuple[str, str]:
    if house.availability.tone in GONE or bed.state_now is None:
        return Tone.NONE.value, _("Ask us")
    if bed.state_now == BedState.OPEN:
        return Tone.OPEN.value, _("Open now")
    if bed.state_now == BedState.HELD:
        return "held", _("Held for someone")
    today = local_date(house.as_of, house.operator.time_zone)
    opens_on = _opens_on(bed, today)
    if opens_on:
        day = short_date(opens_on, today=today)
        return Tone.SOON.value, _("Opens %(date)s") % {"date": day}
    if bed.state_now == BedState.OUT_OF_SERVICE:
        return Tone.FULL.value, _("Not in use")
    return Tone.FULL.value, _("Taken")


def _opens_on(bed: Bed, today: date) -> date | None:
    """The twin of `BedIntervalQuerySet.opening` for a bed at hand."""
    taken = bed.state_now in {BedState.OCCUPIED, BedState.OUT_OF_SERVICE}
    expected: date | None = bed.expected_open_on
    return expected if taken and expected and expected >= today else None

"""What the bed board shows: houses by page, each with its rooms and beds, in a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from listings.actions import may_undo
from listings.admin.bed_page import CHANGE
from listings.choices import BedState, Gender, HouseStatus
from listings.clock import local_date
from listings.desk import Holder, desk
from listings.models import Bed, BedInterval, City, House
from listings.words import clock_words, short_date

VIEW = "listings.view_bed"
MOST_HISTORY = 6


class BoardFilter(forms.Form):
    """Whatever is not a choice is taken as nothing chosen."""

    gender = forms.ChoiceField(label=_("For"), required=False)
    city = forms.ChoiceField(label=_("City"), required=False)
    state = forms.ChoiceField(label=_("With a bed that is"), required=False)
    mine = forms.BooleanField(label=_("Only houses whose beds I keep"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cities = City.objects.order_by("name", "pk").values_list("pk", "name")
        everyone = [("", _("everybody")), *Gender.choices]
        self.fields["gender"].choices = everyone
        self.fields["city"].choices = [("", _("all cities")), *((str(k), n) for k, n in cities)]
        self.fields["state"].choices = [("", _("in any state")), *BedState.choices]

    @property
    def selects(self) -> list[tuple[str, Any, str, list[tuple[str, Any]]]]:
        """Name, label, what is chosen and the choices: there may be hundreds of cities, and a
        widget of Django's draws each choice by a template of its own."""
        names = ("gender", "city", "state")
        return [
            (
                name,
                self.fields[name].label,
                self.data.get(name, ""),
                list(self.fields[name].choices),
            )
            for name in names
        ]

    def houses(self, user: Any, *, at: datetime) -> QuerySet[House]:
        self.full_clean()
        asked: dict[str, Any] = self.cleaned_data
        houses = House.objects.visible_to(user, VIEW).exclude(status=HouseStatus.ARCHIVED)
        if asked.get("mine"):
            houses = houses.visible_to(user, CHANGE) if user.has_perm(CHANGE) else houses.none()
        if asked.get("gender"):
            houses = houses.filter(gender=asked["gender"])
        if asked.get("city"):
            houses = houses.filter(city=asked["city"])
        if asked.get("state"):
            now = BedInterval.objects.at(at).filter(state=asked["state"])
            houses = houses.filter(Exists(now.filter(bed__room__house=OuterRef("pk"))))
        return houses.order_by("name", "pk")


@dataclass(slots=True)
class BedCell:
    """`words` are of its state; `detail` says until when, for whom or when it opens."""

    bed: Bed
    tone: str
    words: str
    detail: str = ""
    now: BedInterval | None = None
    holder: Holder | None = None
    tapped: bool = False

    @property
    def more(self) -> str:
        return f"{self.detail}, {self.holder.words}" if self.holder else self.detail

    @property
    def is_open(self) -> bool:
        return self.tone == BedState.OPEN

    @property
    def is_held(self) -> bool:
        return self.tone == BedState.HELD

    @property
    def is_taken(self) -> bool:
        return self.tone in {BedState.OCCUPIED, BedState.OUT_OF_SERVICE}


@dataclass(slots=True)
class HouseRow:
    """`rooms` are (room, cells); `counts` are words like "2 open", said before it is unfolded."""

    house: House
    may_change: bool
    rooms: list[tuple[Any, list[BedCell]]] = field(default_factory=list)

    @property
    def cells(self) -> list[BedCell]:
        return [cell for _room, cells in self.rooms for cell in cells]

    @property
    def counts(self) -> str:
        tones = [cell.tone for cell in self.cells]
        numbers = [(tones.count(state), state.label) for state in BedState]
        said = [f"{number} {label}" for number, label in numbers if number]
        return ", ".join(said) or _t("no beds entered yet")


def rows_of(some: QuerySet[House], *, user: Any, at: datetime) -> list[HouseRow]:
    """In the order of `some`; three queries, and those of whom beds are held for."""
    own = House.objects.visible_to(user, CHANGE) if user.has_perm(CHANGE) else House.objects.none()
    houses = some.select_related("city", "operator").annotate(
        may_change=Exists(own.filter(pk=OuterRef("pk")))
    )
    houses = houses.only("name", "gender", "city__name", "operator__time_zone")
    rows = {house.pk: HouseRow(house, house.may_change) for house in houses}
    keys = list(rows)
    of_room = [f"room__{name}" for name in ("house", "name", "gender", "room_type")]
    beds = list(Bed.objects.filter(room__house__in=keys).in_rooms().only("label", *of_room))
    now = {each.bed_id: each for each in _now(keys, at)}
    holders = _holders(now.values(), user)
    last = None
    for bed in beds:
        row = rows[bed.room.house_id]
        if bed.room_id != last:
            row.rooms.append((bed.room, []))
            last = bed.room_id
        row.rooms[-1][1].append(_cell(bed, now.get(bed.pk), row.house, holders, at))
    return list(rows.values())


def _now(keys: list[int], at: datetime) -> QuerySet[BedInterval]:
    rows = BedInterval.objects.at(at).filter(bed__room__house__in=keys)
    return rows.only("bed", "state", "ends_at", "expected_open_on", "uuid")


def _holders(intervals: Iterable[BedInterval], user: Any) -> dict[int, Holder]:
    held = [each.pk for each in intervals if each.state == BedState.HELD]
    told = desk()
    return told.holders(held, user=user) if told and held else {}


def _cell(
    bed: Bed,
    now: BedInterval | None,
    house: House,
    holders: dict[int, Holder],
    at: datetime,
) -> BedCell:
    if now is None:
        return BedCell(bed, "unknown", _t("not entered yet"))
    cell = BedCell(bed, now.state, str(BedState(now.state).label), now=now)
    cell.holder = holders.get(now.pk)
    if now.ends_at is None and now.expected_open_on is None:
        return cell
    zone = house.operator.time_zone
    if now.state == BedState.HELD and now.ends_at:
        cell.detail = _t("until %(when)s") % {"when": moment(now.ends_at, zone, at=at)}
    elif now.expected_open_on:
        day = short_date(now.expected_open_on, today=local_date(at, zone))
        cell.detail = _t("opens %(day)s") % {"day": day}
    return cell


def moment(when: datetime, zone: str, *, at: datetime) -> str:
    """ "Nov 26 at 6 pm" where the operator is."""
    local = when.astimezone(ZoneInfo(zone))
    day = short_date(local.date(), today=local_date(at, zone))
    return _t("%(date)s at %(time)s") % {"date": day, "time": clock_words(local)}


def history_of(bed: Bed, house: House, *, at: datetime) -> list[tuple[str, BedInterval]]:
    """The latest changes, latest first: when, and what with who and why."""
    rows = BedInterval.objects.filter(bed=bed, starts_at__lte=at).select_related("by")
    zone = house.operator.time_zone
    return [
        (moment(each.starts_at, zone, at=at), each)
        for each in rows.order_by("-starts_at", "-pk")[:MOST_HISTORY]
    ]


def undoable(history: list[tuple[str, BedInterval]], *, at: datetime) -> str:
    """What an undoing would make of the bed, in words; "" where there is nothing to undo."""
    latest = [each for _when, each in history[:2]]
    before = latest[1] if len(latest) == 2 else None
    if before is None or not may_undo(latest[0], before, at=at):
        return ""
    return str(BedState(before.state).label)

"""A bed in a row, with its room. Who is in it is written by the bed's own actions."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from listings.choices import BedState
from listings.models import Bed, BedInterval, House, Room
from listings.sheets.places import uuids
from recovery_site.models import User
from recovery_site.sheets import cells
from recovery_site.sheets.changes import difference, values_of
from recovery_site.sheets.columns import Column, of_model, shown
from recovery_site.sheets.keys import set_aside
from recovery_site.sheets.kinds import Judged, Kind, Scope
from recovery_site.sheets.promises import Promises

AT_ONCE = 500
STATES = [BedState.OPEN, BedState.OCCUPIED, BedState.OUT_OF_SERVICE]
FIRST = gettext_lazy("Only of a new bed: open, occupied or out_of_service")


class Beds(Kind):
    name = "beds"
    label = gettext_lazy("Beds")
    about = gettext_lazy("A bed in each row, with its room. Rooms that are not here yet are made.")
    view_permission = "listings.view_bed"
    permissions = ("listings.add_bed", "listings.change_bed", "listings.add_room")
    order = (Bed, Room, BedInterval)
    columns = (
        Column("id", "ID", cells.text, gettext_lazy("Of a bed that is here. Empty for a new one.")),
        Column("house", "House", cells.text, "boynton-beach-fl/banyan-house", required=True),
        *(Column(each.key, each.heading, each.read, each.help, each.field in {"name", "room_type"})
          for each in of_model(Room, "name room_type gender on_ground_floor position", part="room",
                               before="Room ")),
        Column("label", "Bed", cells.text, gettext_lazy("Like A."), required=True),
        Column("state", "State", cells.one_of({s.value: s.value for s in STATES}), FIRST),
        Column("expected_open_on", "Expected to open", cells.day, FIRST),
        Column("state_now", "State now"),
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.promises = {model: Promises(model) for model in self.order}

    def judge(self, rows: Sequence[Judged], scope: Scope) -> None:
        self.read(rows)
        houses = self._houses(rows, scope)
        ids = uuids(row.values["id"] for row in rows if row.values.get("id"))
        own = Bed.objects.visible_to(scope.by, "listings.change_bed")
        own = own.filter(room__house__operator=scope.operator).select_related("room__house__city")
        by_id: dict[Any, Bed] = {bed.uuid: bed for bed in own.filter(uuid__in=ids.values())}
        rooms = self._rooms(houses.values())
        labels = {
            (bed.room_id, bed.label): bed
            for bed in own.filter(room__in=[room.pk for room in rooms.values()])
        }
        keys = iter(set_aside(Bed, len(rows)))
        for row in rows:
            given = row.values.get("id")
            bed = by_id.get(ids.get(given)) if given else None
            house = houses.get(row.values.get("house") or "") or (bed.room.house if bed else None)
            if given and bed is None:
                row.problems.append(("ID", _("There is no bed of yours with this ID.")))
            if house is None or row.problems:
                if not given:
                    self.require(row)
                continue
            if bed is None:
                name = (house.pk, row.values.get("room.name") or "")
                room = rooms.get(name)
                bed = labels.get((room.pk, row.values.get("label") or "")) if room else None
            if bed is not None and bed.room.house_id != house.pk:
                row.problems.append(("House", _("A bed does not move to another house.")))
                continue
            self._judge(row, house, bed, rooms, next(keys), scope)

    def _houses(self, rows: Sequence[Judged], scope: Scope) -> dict[str, House]:
        names = {row.values["house"] for row in rows if row.values.get("house")}
        slugs = {name.rpartition("/")[2] for name in names}
        own = House.objects.visible_to(scope.by, "listings.change_bed").select_related("city")
        own = own.filter(operator=scope.operator, slug__in=slugs).order_by("pk")
        found: dict[str, House] = {}
        for house in own:
            found[f"{house.city.slug}/{house.slug}"] = house
        for name in names - set(found):
            alone = [house for house in own if house.slug == name]
            if len(alone) == 1:
                found[name] = alone[0]
        for row in rows:
            name = row.values.get("house")
            if name and name not in found:
                words = _("There is no house of yours at “%(name)s”.")
                row.problems.append(("House", words % {"name": cells.shortened(name)}))
        return found

    def _rooms(self, houses: Any) -> dict[tuple[int, str], Room]:
        there = Room.objects.filter(house__in=[house.pk for house in houses])
        return {(room.house_id, room.name): room for room in there}

    def _judge(
        self,
        row: Judged,
        house: House,
        bed: Bed | None,
        rooms: dict[tuple[int, str], Room],
        key: int,
        scope: Scope,
    ) -> None:
        row.is_new = bed is None
        if bed is None:
            self.require(row)
            if row.problems:
                return
        room = bed.room if bed else self._room(row, house, rooms, scope)
        before = values_of(bed) if bed else None
        bed = bed or Bed(pk=key, room=room)
        self.set(bed, row)
        row.root = bed.pk
        row.title = f"{house.name}, {row.values.get('room.name') or room.name}, {bed.label}"[:160]
        row.key = f"{house.pk}/{row.values.get('room.name') or room.name}/{bed.label}"
        self.check(bed, row, self.promises[Bed])
        row.add(difference(before, bed))
        if before is not None:
            self._change_room(row, room, scope)
            if row.values.get("state"):
                words = _("“State” is for new beds. This one is changed on the house’s bed page.")
                row.remarks.append(words)
        elif row.values.get("state"):
            self._first_state(row, bed, scope)

    def _room(
        self, row: Judged, house: House, rooms: dict[tuple[int, str], Room], scope: Scope
    ) -> Room:
        """That of this name, made by the first row of the file that names it."""
        name = row.values["room.name"]
        room = rooms.get((house.pk, name))
        made = scope.memory.setdefault("rooms", {})
        mark = f"{house.pk}/{name}"
        if room is None and mark in made:
            return Room(pk=made[mark], house=house, name=name)
        if room is None:
            room = Room(pk=set_aside(Room, 1)[0], house=house)
            self.set(room, row, "room")
            self.check(room, row, self.promises[Room], "room")
            made[mark] = room.pk
            row.add(difference(None, room))
            return room
        self._change_room(row, room, scope)
        return room

    def _change_room(self, row: Judged, room: Room, scope: Scope) -> None:
        """Once in a file: two rows that say different things of one room are a mistake."""
        before = values_of(room)
        target = Room.objects.get(pk=room.pk) if room._state.adding is False else room
        self.set(target, row, "room")
        change = difference(before, target)
        said = scope.memory.setdefault("said", {})
        mine = change.after if change else {}
        if str(room.pk) in said and said[str(room.pk)] != mine:
            words = _("Another row says something else of this room.")
            row.problems.append(("Room name", words))
        elif str(room.pk) not in said:
            said[str(room.pk)] = mine
            self.check(target, row, self.promises[Room], "room")
            row.add(change)

    def _first_state(self, row: Judged, bed: Bed, scope: Scope) -> None:
        interval = BedInterval(
            pk=set_aside(BedInterval, 1)[0],
            bed=bed,
            state=row.values["state"],
            starts_at=scope.at,
            expected_open_on=row.values.get("expected_open_on"),
            by=scope.by,
        )
        self.check(interval, row, self.promises[BedInterval])
        row.add(difference(None, interval))

    def export(self, by: User) -> Iterator[dict[str, Any]]:
        seen = Bed.objects.visible_to(by, self.view_permission)
        seen = seen.with_state(at=timezone.now()).select_related("room__house__city")
        last = 0
        while some := list(seen.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            last = some[-1].pk
            for bed in some:
                house = bed.room.house
                yield {
                    "id": str(bed.uuid),
                    "house": f"{house.city.slug}/{house.slug}",
                    "label": bed.label,
                    "state_now": bed.state_now or "",
                    **{
                        column.key: shown(getattr(bed.room, column.field))
                        for column in self.columns
                        if column.part == "room"
                    },
                }

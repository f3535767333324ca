"""What is at addresses of this site, for any number of them in the same few queries."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from articles.links.addresses import STAFF, Place, place_of
from articles.links.former import former_targets
from articles.links.rows import rows_at
from articles.links.states import MISSING, State, Target


def targets(
    paths: Iterable[str], *, at: datetime, with_anchors: Collection[str] = ()
) -> dict[str, Target]:
    """What is at each of `paths`; with the anchors of those that are in `with_anchors`."""
    places = {path: place_of(path) for path in dict.fromkeys(paths)}
    asked = {place for place in places.values() if place}
    named = {place for path in with_anchors if (place := places.get(path))}
    rows = rows_at(asked, at=at, with_anchors=named)
    found = {path: _target(path, place, rows) for path, place in places.items()}
    lost = [path for path, target in found.items() if target.state == State.MISSING]
    return found | former_targets(lost, at=at)


def _target(path: str, place: Place | None, rows: dict[Place, Target]) -> Target:
    if place is None:
        return MISSING
    if place.view == STAFF:
        return Target(State.HIDDEN, _("a page for staff"), path)
    target = rows.get(place, MISSING)
    if place.moved and target.state == State.PUBLIC:
        return replace(target, state=State.MOVED, address=f"{path}/")
    return target

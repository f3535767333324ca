"""What staff do to houses beside editing them, from the list and from the house's page."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from listings import actions
from listings.choices import HouseStatus
from listings.models import House
from recovery_site.admin.staff import staff

# The name of a button in the house's form, what it does, and what is said then.
ON_HOUSE: dict[str, tuple[Callable[..., None], Any]] = {
    "_publish": (actions.publish_house, _("%(house)s is public now.")),
    "_pause": (actions.pause_house, _("%(house)s is hidden until you publish it again.")),
    "_archive": (actions.archive_house, _("%(house)s is archived and hidden.")),
    "_verify": (actions.verify_house, _("You checked the facts of %(house)s today.")),
    "_confirm": (actions.confirm_availability, _("The beds of %(house)s are confirmed.")),
}


BUTTONS: dict[str, tuple[Any, set[str]]] = {
    "_publish": (_("Publish"), {HouseStatus.DRAFT, HouseStatus.PAUSED, HouseStatus.ARCHIVED}),
    "_verify": (_("I checked all facts"), set(HouseStatus)),
    "_confirm": (_("Beds are as shown: confirm"), {HouseStatus.PUBLISHED}),
    "_pause": (_("Pause"), {HouseStatus.PUBLISHED}),
    "_archive": (_("Archive"), {HouseStatus.DRAFT, HouseStatus.PUBLISHED, HouseStatus.PAUSED}),
}


def buttons_for(house: House | None) -> list[tuple[str, Any]]:
    """Names and labels of what can be done to a house as it is."""
    if house is None:
        return []
    return [(name, label) for name, (label, states) in BUTTONS.items() if house.status in states]


def act(request: HttpRequest, house: House, name: str) -> bool:
    """Does it and says so; False when it was refused, with the reasons told."""
    action, words = ON_HOUSE[name]
    try:
        action(house=house, by=request.user, at=timezone.now())
    except ValidationError as refusal:
        for reason in refusal.messages:
            messages.error(request, f"{house}: {reason}")
        return False
    messages.success(request, _t(words) % {"house": house})
    return True


def copy(request: HttpRequest, house: House) -> House:
    made = actions.copy_house(house=house, by=staff(request), at=timezone.now())
    words = _t(
        "This is a copy of %(house)s, as a draft. Its photos, certificates, street and point on "
        "the map were left out: give it its own, and a name."
    )
    messages.success(request, words % {"house": house})
    return made


def _each(name: str, request: HttpRequest, houses: QuerySet[House]) -> None:
    for house in houses.order_by("name", "pk"):
        act(request, house, name)


@admin.action(description=_("Nothing changed: confirm the beds"), permissions=["change"])
def confirm(model_admin: Any, request: HttpRequest, queryset: QuerySet[House]) -> None:
    _each("_confirm", request, queryset)


@admin.action(description=_("Publish"), permissions=["change"])
def publish(model_admin: Any, request: HttpRequest, queryset: QuerySet[House]) -> None:
    _each("_publish", request, queryset)


@admin.action(description=_("Pause"), permissions=["change"])
def pause(model_admin: Any, request: HttpRequest, queryset: QuerySet[House]) -> None:
    _each("_pause", request, queryset)


@admin.action(description=_("Archive"), permissions=["change"])
def archive(model_admin: Any, request: HttpRequest, queryset: QuerySet[House]) -> None:
    _each("_archive", request, queryset)

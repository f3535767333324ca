"""What a house's facts answer to one question, in sentences."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models import House
from listings.presenters.rooms import Kind
from listings.presenters.rows import Row
from listings.words import money


class Question(NamedTuple):
    """`answer` is "" where one has to ask for all of it, `ask` what to ask for beside it."""

    text: str
    answer: str
    ask: str = ""


def from_rows(text: str, rows: dict[str, Row], *keys: str, notes: bool = True) -> Question:
    """What these rows say, each after its name; the names of those that say nothing are left."""
    asked = [rows[key] for key in keys]
    said = [
        joined(_("%(label)s: %(value)s") % {"label": row.label, "value": row.value},
                row.note if notes else "")
        for row in asked
        if row.value
    ]  # fmt: skip
    open_ones = [row.label for row in asked if not row.value]
    return Question(text, " ".join(said), "; ".join(open_ones) if said else "")


def joined(*parts: str | None) -> str:
    """As sentences."""
    return " ".join(part if part[-1] in ".!?" else f"{part}." for part in parts if part)


def listed(sentence: str, names: list[str]) -> str:
    return sentence % {"names": ", ".join(names)} if names else ""


def first_day(costs: dict[str, Any]) -> str:
    words = _("%(room)s: %(amount)s")
    return joined(
        *(
            words % {"room": room, "amount": money(total)}
            for table in costs["move_in"]
            for room, total in zip(table.rooms, table.totals, strict=True)
        )
    )


def comes_back(costs: dict[str, Any]) -> str:
    if not costs["move_in"]:
        return ""
    paid = costs["move_in"][0]
    if not paid.deposit:
        return _("There is no deposit.")
    if not paid.comes_back:
        return _("The deposit does not come back.")
    words = {"part": money(paid.comes_back), "deposit": money(paid.deposit)}
    return _("Up to %(part)s of the deposit of %(deposit)s.") % words


def people(house: House, kinds: Sequence[Kind]) -> str:
    rooms = ngettext("%(n)d bedroom", "%(n)d bedrooms", house.bedrooms) % {"n": house.bedrooms}
    baths = _("%(n)s baths") % {"n": f"{house.bathrooms.normalize():f}"}
    if house.bathrooms == 1:
        baths = _("1 bath")
    words = _("%(room)s: %(beds)s")
    shared = [
        words % {"room": " · ".join(filter(None, [kind.name, kind.note])), "beds": kind.beds}
        for kind in kinds
    ]
    return joined(", ".join([rooms, baths]), "; ".join(shared))


def goes_to_body(house: House) -> str:
    certificate = house.certificate
    if certificate is None or not certificate.body.grievance_url:
        return ""
    return _("You can also go to %(body)s.") % {"body": certificate.body.name}

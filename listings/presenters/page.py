"""All that the page of a house says, part by part, and the sheet of questions that goes with it."""

from collections.abc import Sequence
from typing import Any

from listings.models import Bed, House
from listings.presenters.cost_table import costs_in_words
from listings.presenters.costs import costs_of
from listings.presenters.parts import (
    beds_of,
    gallery_of,
    identity_of,
    overview_of,
    print_head_of,
    questions_in_words,
    section_in_words,
)
from listings.presenters.questions import questions_of
from listings.presenters.rooms import kinds_of, rooms_of
from listings.presenters.sections import sections_of
from listings.site import Site


def page_of(house: House, shown: Site, beds: Sequence[Bed]) -> dict[str, Any]:
    """What `house_detail.html` reads; `house` as `house_page` reads it, `beds` with their state."""
    owner = shown.owner
    rooms, kinds, costs = rooms_of(house, beds), kinds_of(house, beds), costs_of(house)
    sections = sections_of(house, shown.owner_with_hours)
    identity = {"house": identity_of(house)}
    phone = {"phone": owner.phone, "phone_href": owner.phone_href} if owner else {"phone": ""}
    return {
        "house": house,
        "rooms": rooms,
        "head": identity,
        "print_head": print_head_of(house, owner),
        "gallery": gallery_of(house),
        "overview": overview_of(house),
        "beds": beds_of(house, rooms, kinds),
        "costs": costs_in_words(costs),
        "sections": [section_in_words(section) for section in sections],
        "questions": questions_in_words(house, questions_of(house, sections, costs, kinds)),
        "aside": identity | phone,
    }


def sheet_of(house: House, shown: Site, beds: Sequence[Bed]) -> dict[str, Any]:
    """What `house_questions.html` reads; see `page_of`."""
    sections = sections_of(house, shown.owner_with_hours)
    return {
        "house": house,
        "print_head": print_head_of(house, shown.owner, loading="eager"),
        "question_groups": questions_of(house, sections, costs_of(house), kinds_of(house, beds)),
    }

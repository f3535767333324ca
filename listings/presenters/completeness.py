"""What a family would still have to ask about a house, for those who fill in its facts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from listings.models import Bed, House
from listings.presenters.costs import costs_of
from listings.presenters.questions import questions_of
from listings.presenters.rooms import kinds_of
from listings.presenters.sections import sections_of
from listings.site import Site

# Fewer leave a family guessing; the guide for house pages says which.
ENOUGH_PHOTOS = 4
# The part of the form that answers each of the twenty questions, in their order; "" is the
# operator's own page.
ANSWERED_IN = (
    "", "certificates", "living", "",
    "money", "house", "living", "living",
    "rooms", "rules", "living", "living", "house",
    "living", "living", "living", "living",
    "rules", "house", "rules",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Gap:
    """`part` is the slug of a part of the form, "" for the operator's page."""

    words: str
    part: str


@dataclass(frozen=True, slots=True)
class Completeness:
    answered: int
    asked: int
    gaps: list[Gap]

    @property
    def percent(self) -> int:
        return round(100 * self.answered / self.asked)


def completeness_of(house: House, shown: Site, beds: Sequence[Bed]) -> Completeness:
    """`house` as `house_page.read_for_staff` reads it, `beds` with their state."""
    sections = sections_of(house, shown.owner_with_hours)
    groups = questions_of(house, sections, costs_of(house), kinds_of(house, beds))
    questions = [question for group in groups for question in group.questions]
    open_ones = [
        Gap(question.text, part)
        for question, part in zip(questions, ANSWERED_IN, strict=True)
        if not question.answer
    ]
    others = _beside_the_questions(house, beds)
    gaps = [gap for is_known, gap in others if not is_known] + open_ones
    asked = len(questions) + len(others)
    return Completeness(asked - len(gaps), asked, gaps)


def _beside_the_questions(house: House, beds: Sequence[Bed]) -> list[tuple[bool, Gap]]:
    """Each with whether it is known."""
    photos = _("What does it look like? Show at least %(n)d photos.") % {"n": ENOUGH_PHOTOS}
    return [
        (bool(house.all_rates), Gap(_("What does a bed cost? Give a rate."), "money")),
        (bool(beds), Gap(_("Which beds are there? Name the rooms and their beds."), "rooms")),
        (len(house.all_photos) >= ENOUGH_PHOTOS, Gap(photos, "photos")),
        (
            house.words is not None,
            Gap(_("What is it like? Write the one line and the description."), "house"),
        ),
        (house.latitude is not None, Gap(_("Where is it on the map? Give a point."), "place")),
        (house.square_feet is not None, Gap(_("How large is it? Give square feet."), "house")),
    ]

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.choices import Taxonomy
from listings.models import House, Operator
from listings.presenters.certificates import certificate_links, certificate_rows
from listings.presenters.living import medication, recovery, relapse, rules
from listings.presenters.rows import (
    Row,
    Section,
    choice,
    fact,
    group,
    grouped,
    listed,
    terms,
    text,
    yes_or_no,
)

WELCOMES = ("lgbtq_affirming", "couples", "children", "veterans")
ACCESS = ("step_free_entry", "ground_floor_bedroom", "roll_in_shower", "grab_bars", "visual_alarms")


def sections_of(house: House, owner: Operator | None) -> list[Section]:
    """In the order of the page. Needs `for_page` and `valid_certificates`."""
    return [
        _place(house),
        _who(house),
        _support(house),
        recovery(house),
        medication(house),
        rules(house),
        relapse(house),
        _people(house, owner),
    ]


def _place(house: House) -> Section:
    rows = [
        Row(_("Where it is"), house.public_place, house.neighborhood),
        Row(_("Getting around"), text(house, "getting_around") or None, key="getting_around"),
        Row(_("Kind of house"), choice(house, "house_type"), _stories(house.stories)),
        Row(_("Parking spaces"), _number(house.parking_spaces), key="parking"),
        Row(_("In the house"), listed(terms(house, Taxonomy.AMENITY))),
    ]
    return Section("place", _("The house and the area"), rows)


def _who(house: House) -> Section:
    welcome = group(house, "welcome")
    age = fact(welcome, "minimum_age")
    rows = [
        Row(
            _("Who lives here"),
            choice(house, "gender"),
            _("People who live here share bathrooms and common rooms."),
        ),
        Row(
            _("Age"), _("%(age)d and older") % {"age": age} if age is not None else None, key="age"
        ),
        grouped(_("Welcomes"), welcome, WELCOMES),
        Row(_("Languages"), listed(terms(house, Taxonomy.LANGUAGE))),
        grouped(_("Accessibility"), welcome, ACCESS, "access"),
        Row(
            _("If you need a change because of a disability"),
            text(house, "accommodation") or None,
            key="accommodation",
        ),
    ]
    return Section("who", _("Who it is for"), rows)


def _support(house: House) -> Section:
    program = group(house, "program")
    naloxone = Row(
        _("Naloxone in the house"),
        yes_or_no(program, "naloxone_on_site"),
        _("Naloxone can reverse an opioid overdose."),
        key="naloxone",
    )
    rows = [*certificate_rows(house), naloxone]
    title = _("Support and certification")
    return Section("support", title, rows, links=certificate_links(house))


def _people(house: House, owner: Operator | None) -> Section:
    operator = house.operator
    rows = [
        Row(_("Operator"), operator.name, _legal_note(operator)),
        Row(_("Who owns the house"), operator.ownership_note or None, key="owner"),
        Row(_("At the house"), choice(group(house, "program"), "staffing"), key="staff"),
        Row(_("Phone"), operator.phone, operator.phone_hours_note, key="phone"),
        *_hours(operator, owner),
        Row(_("Money for referrals"), operator.payment_note or None, key="payment"),
    ]
    return Section("people", _("Who runs it, and who picks up the phone"), rows)


def _hours(operator: Operator, owner: Operator | None) -> list[Row]:
    """Only the owner's are read for every page."""
    if owner is None or owner.pk != operator.pk:
        return []
    return [Row(_("Office hours"), owner.hours_words or None, key="hours")]


def _legal_note(operator: Operator) -> str:
    return "" if operator.legal_name == operator.name else operator.legal_name


def _stories(count: int | None) -> str:
    return ngettext("%(n)d story", "%(n)d stories", count) % {"n": count} if count else ""


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)

"""Houses side by side, fact by fact, in the words of their pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.models import House, Operator
from listings.presenters.costs import FirstDay, costs_of
from listings.presenters.rows import Row, Section, listed
from listings.presenters.sections import sections_of
from listings.words import money

# Which rows of the house page are compared: those with a short answer. By section, the labels
# as they stand in the source.
COMPARED = {
    "place": ["Where it is"],
    "who": ["Who lives here", "Age", "Welcomes", "Languages", "Accessibility"],
    "support": ["Certificate", "Valid", "Naloxone in the house"],
    "people": ["At the house"],
    "recovery": [
        "Time sober before you move in", "Treatment", "Pathways", "Meetings",
        "Sponsor or mentor asked for", "Testing",
    ],
    "medication": ["Buprenorphine", "Methadone", "Naltrexone", "Psychiatric medication"],
    "rules": [
        "Curfew, Sunday to Thursday", "Curfew, Friday and Saturday", "Visitors", "Nights away",
        "Smoking and vaping", "Pets", "Your own car", "Work, school or service",
    ],
    "relapse": ["What happens then", "Notice before someone has to leave"],
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    house: House
    value: str | None
    note: str


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """`note` is what all houses add to this row; a cell's own note is its house's alone."""

    label: str
    note: str
    cells: list[Cell]

    @property
    def differs(self) -> bool:
        return len({(cell.value, cell.note) for cell in self.cells}) > 1

    @property
    def differs_in_notes(self) -> bool:
        """The houses give the same answer, and say different things about it."""
        return self.differs and len({cell.value for cell in self.cells}) == 1


@dataclass(frozen=True, slots=True)
class ComparedGroup:
    title: str
    rows: list[ComparedRow]

    @property
    def differences(self) -> list[ComparedRow]:
        return [row for row in self.rows if row.differs]


def comparison_of(houses: Sequence[House], owner: Operator | None) -> list[ComparedGroup]:
    """Needs of each house what its page reads, but for beds."""
    columns = [[_money(house), *_facts(house, owner)] for house in houses]
    return [
        ComparedGroup(sections[0].title, _rows(houses, sections))
        for sections in zip(*columns, strict=True)
    ]


def _rows(houses: Sequence[House], sections: Sequence[Section]) -> list[ComparedRow]:
    """A house that has no such row has no answer to it."""
    answers = [{row.label: row for row in section.rows} for section in sections]
    labels = dict.fromkeys(row.label for section in sections for row in section.rows)
    return [
        _row(label, houses, [given.get(label, Row(label, None)) for given in answers])
        for label in labels
    ]


def _row(label: str, houses: Sequence[House], rows: Sequence[Row]) -> ComparedRow:
    notes = {row.note for row in rows}
    shared = notes.pop() if len(notes) == 1 else ""
    cells = [
        Cell(house, row.value, "" if shared else row.note)
        for house, row in zip(houses, rows, strict=True)
    ]
    return ComparedRow(label, shared, cells)


def _facts(house: House, owner: Operator | None) -> list[Section]:
    sections = {section.slug: section for section in sections_of(house, owner)}
    found = [
        Section(slug, sections[slug].title, _some(sections[slug].rows, labels))
        for slug, labels in COMPARED.items()
    ]
    found[0].rows.append(Row(_("Size"), _size(house)))
    return found


def _some(rows: list[Row], labels: Iterable[str]) -> list[Row]:
    wanted = {_(label) for label in labels}
    return [row for row in rows if row.label in wanted]


def _money(house: House) -> Section:
    costs = costs_of(house)
    tables = costs["move_in"]
    rows = [
        Row(_("Rent"), "; ".join(map(_rate, costs["rates"])) or None),
        Row(_("To move in, in all"), "; ".join(_totals(tables)) or None),
        Row(_("Of that, what can come back"), _back(tables)),
        Row(_("Included"), listed(costs["included"])),
        Row(_("How long people stay"), costs["stay_words"] or None),
    ]
    return Section("costs", _("What it costs"), rows)


def _rate(rate: dict[str, Any]) -> str:
    words = {"room": rate["room"], "amount": money(rate["amount"]), "period": rate["per"]}
    return _("%(room)s: %(amount)s a %(period)s") % words


def _totals(tables: list[FirstDay]) -> list[str]:
    """With the room's name only where there are several."""
    sums = [pair for table in tables for pair in zip(table.rooms, table.totals, strict=True)]
    words = _("%(room)s: %(amount)s") if len(sums) > 1 else "%(amount)s"
    return [words % {"room": room, "amount": money(total)} for room, total in sums]


def _back(tables: list[FirstDay]) -> str | None:
    """The deposit is the same for each room."""
    if not tables:
        return None
    return money(tables[0].comes_back) if tables[0].comes_back else _("Nothing")


def _size(house: House) -> str:
    """ "3 bedrooms, 2 baths, 2,000 sq ft"."""
    bedrooms, baths = house.bedrooms, house.bathrooms
    parts = [
        ngettext("%(n)d bedroom", "%(n)d bedrooms", bedrooms) % {"n": bedrooms},
        _("1 bath") if baths == 1 else _("%(n)s baths") % {"n": f"{baths.normalize():f}"},
    ]
    if house.square_feet:
        parts.append(_("%(size)s sq ft") % {"size": f"{house.square_feet:,}"})
    return ", ".join(parts)

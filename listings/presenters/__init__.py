"""A house's facts in the words of its page; templates know no field names.

A value of None reads "Ask us".
"""

from listings.presenters.completeness import completeness_of
from listings.presenters.costs import costs_of, first_day
from listings.presenters.map import map_of, places_of, where_of
from listings.presenters.openings import OpeningRow, opening_cells, opening_heads, opening_row
from listings.presenters.page import page_of, sheet_of
from listings.presenters.questions import questions_of
from listings.presenters.rooms import kinds_of, rooms_of
from listings.presenters.sections import sections_of

__all__ = [
    "OpeningRow",
    "completeness_of",
    "costs_of",
    "first_day",
    "kinds_of",
    "map_of",
    "opening_cells",
    "opening_heads",
    "opening_row",
    "page_of",
    "places_of",
    "questions_of",
    "rooms_of",
    "sections_of",
    "sheet_of",
    "where_of",
]

from listings.forms.finding import HouseFilterForm, offered_fields
from listings.forms.openings import OpeningFilterForm

__all__ = ["HouseFilterForm", "OpeningFilterForm", "offered_fields"]

from listings.forms.finding import HouseFilterForm
from listings.forms.openings import OpeningFilterForm

__all__ = ["HouseFilterForm", "OpeningFilterForm"]

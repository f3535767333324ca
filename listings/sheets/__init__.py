"""Houses and beds as spreadsheets."""

from listings.sheets.beds import Beds
from listings.sheets.houses import Houses
from recovery_site.sheets.kinds import register

register(Houses())
register(Beds())

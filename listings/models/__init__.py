from listings.models.beds import Bed, BedInterval, Room
from listings.models.certifications import Certification
from listings.models.groups import (
    HouseCosts,
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseWelcome,
)
from listings.models.houses import FormerHousePath, House, HouseText
from listings.models.operators import Holiday, Membership, OfficeHours, Operator
from listings.models.photos import Photo
from listings.models.places import City, CityText
from listings.models.rates import Rate
from listings.models.terms import TaxonomyTerm

__all__ = [
    "Bed",
    "BedInterval",
    "Certification",
    "City",
    "CityText",
    "FormerHousePath",
    "Holiday",
    "House",
    "HouseCosts",
    "HouseMedication",
    "HouseProgram",
    "HouseRules",
    "HouseText",
    "HouseWelcome",
    "Membership",
    "OfficeHours",
    "Operator",
    "Photo",
    "Rate",
    "Room",
    "TaxonomyTerm",
]

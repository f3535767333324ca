from listings.models.beds import Bed, BedInterval, Room
from listings.models.certifications import Certification, CertifyingBody
from listings.models.former_paths import FormerHousePath
from listings.models.groups import (
    HouseCosts,
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseWelcome,
)
from listings.models.hours import Holiday, OfficeHours
from listings.models.houses import House
from listings.models.operators import Membership, Operator
from listings.models.photos import Photo, SocialPicture
from listings.models.places import City, CityText
from listings.models.rates import Rate
from listings.models.search import Fact, SearchEntry, SearchTerm, SearchText, ZipCode
from listings.models.sheets import SheetImport, SheetRow
from listings.models.terms import TaxonomyTerm
from listings.models.texts import HouseText

__all__ = [
    "Bed",
    "BedInterval",
    "Certification",
    "CertifyingBody",
    "City",
    "CityText",
    "Fact",
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
    "SearchEntry",
    "SearchTerm",
    "SearchText",
    "SheetImport",
    "SheetRow",
    "SocialPicture",
    "TaxonomyTerm",
    "ZipCode",
]

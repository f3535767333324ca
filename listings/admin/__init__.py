from listings.admin.beds import BedAdmin
from listings.admin.certifications import CertificationAdmin
from listings.admin.certifying_bodies import CertifyingBodyAdmin
from listings.admin.houses import HouseAdmin
from listings.admin.operators import OperatorAdmin
from listings.admin.places import CityAdmin
from listings.admin.rooms import RoomAdmin
from listings.admin.sheets import SheetImportAdmin
from listings.admin.terms import TaxonomyTermAdmin

__all__ = [
    "BedAdmin",
    "CertificationAdmin",
    "CertifyingBodyAdmin",
    "CityAdmin",
    "HouseAdmin",
    "OperatorAdmin",
    "RoomAdmin",
    "SheetImportAdmin",
    "TaxonomyTermAdmin",
]

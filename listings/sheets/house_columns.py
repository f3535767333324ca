from listings.choices import RatePeriod, RoomType, Taxonomy
from listings.models import (
    House,
    HouseCosts,
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseText,
    HouseWelcome,
)
from recovery_site.sheets import cells
from recovery_site.sheets.columns import Column, of_model

GROUPS = {
    "welcome": HouseWelcome,
    "program": HouseProgram,
    "medication": HouseMedication,
    "rules": HouseRules,
    "costs": HouseCosts,
}
ASIDE = {"id", "house"}
WORDS = (
    "summary description getting_around visitors chores on_relapse leaving refunds grievances "
    "accommodation"
)
RATES = [(room, period) for room in RoomType for period in RatePeriod]


def _group(part: str) -> list[Column]:
    fields = GROUPS[part]._meta.local_concrete_fields
    names = " ".join(field.name for field in fields if field.name not in ASIDE)
    return of_model(GROUPS[part], names, part=part, before=f"{part}: ")


def _rate(room: RoomType, period: RatePeriod) -> list[Column]:
    name = f"{room.value} {period.value}"
    return [
        Column(f"rate.{name}", f"Rate {room.value} a {period.value}", cells.number, "225"),
        Column(f"advance.{name}", f"Advance {room.value} {period.value}s", cells.whole_number, "1"),
    ]


COLUMNS = (
    Column("id", "ID", cells.text, "Of a house that is here. Leave it empty for a new one."),
    *of_model(House, "name"),
    Column("slug", "Slug", cells.text, "The last part of the address. Empty: made of the name."),
    Column("city", "City", cells.text, "boynton-beach-fl, or Boynton Beach, FL", required=True),
    Column("status", "Status"),
    *of_model(House, "gender bedrooms bathrooms"),
    Column("zip_code", "ZIP code", cells.zip_code, "33435", required=True),
    *of_model(
        House,
        "house_type show_zip_code neighborhood street_address latitude longitude square_feet "
        "stories parking_spaces",
    ),
    *of_model(HouseText, WORDS, part="text", before="Words: "),
    *(column for room, period in RATES for column in _rate(room, period)),
    *(
        Column(f"terms.{kind.value}", f"Terms: {kind.value}", cells.text, "Codes or names, with ;")
        for kind in Taxonomy
    ),
    *(column for part in GROUPS for column in _group(part)),
)

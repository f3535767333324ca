"""Triggers note every change of what the public sees of houses, in `recovery_site.Change`."""

from django.db import migrations

from recovery_site.change_triggers import Noted, note_changes

OF_HOUSE = Noted("house", "{row}.house_id")
ROOMS = "SELECT house_id FROM listings_room WHERE listings_room.id = "
BED = "SELECT room_id FROM listings_bed WHERE listings_bed.id = {row}.bed_id"

NOTED = {
    "listings_house": Noted("house", "{row}.id"),
    "listings_house_terms": OF_HOUSE,
    "listings_housetext": OF_HOUSE,
    "listings_housewelcome": OF_HOUSE,
    "listings_houseprogram": OF_HOUSE,
    "listings_housemedication": OF_HOUSE,
    "listings_houserules": OF_HOUSE,
    "listings_housecosts": OF_HOUSE,
    "listings_rate": OF_HOUSE,
    "listings_certification": OF_HOUSE,
    "listings_photo": OF_HOUSE,
    "listings_room": OF_HOUSE,
    "listings_bed": Noted("house", f"({ROOMS} {{row}}.room_id)"),
    "listings_bedinterval": Noted("house", f"({ROOMS} ({BED}))"),
    "listings_city": Noted("city", "{row}.id"),
    "listings_operator": Noted("operator", "{row}.id"),
    "listings_taxonomyterm": Noted("terms", "{row}.id"),
    "listings_citytext": Noted("page"),
    "listings_officehours": Noted("page"),
    "listings_holiday": Noted("page"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("listings", "0004_search_by_words"),
        ("recovery_site", "0004_editions"),
    ]

    operations = [note_changes(NOTED)]

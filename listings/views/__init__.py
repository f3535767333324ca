from listings.views.cities import city_detail
from listings.views.confirm_beds import confirm_beds
from listings.views.house_list import house_list
from listings.views.houses import house_detail, house_qr, house_questions
from listings.views.open_beds import open_beds, open_beds_csv, open_beds_feed
from listings.views.shortlists import shortlist, shortlist_more, shortlist_start

__all__ = [
    "city_detail",
    "confirm_beds",
    "house_detail",
    "house_list",
    "house_qr",
    "house_questions",
    "open_beds",
    "open_beds_csv",
    "open_beds_feed",
    "shortlist",
    "shortlist_more",
    "shortlist_start",
]

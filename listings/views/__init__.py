from listings.views.cities import city_detail
from listings.views.house_list import house_list
from listings.views.houses import house_detail

__all__ = ["city_detail", "house_detail", "house_list"]

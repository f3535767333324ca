from typing import Any

from django import template
from django.utils.safestring import SafeString

from listings import structured_data
from listings.models import House
from listings.presenters.parts import facts
from recovery_site.structured_data import data_block

register = template.Library()
register.simple_tag(facts)


@register.simple_tag
def house_data(house: House, rooms: list[Any]) -> SafeString:
    """The house for machines. Needs what the house page reads."""
    return data_block(structured_data.house_data(house, rooms))

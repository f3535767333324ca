from typing import Any

from django import template
from django.utils.safestring import SafeString

from recovery_site.shapes import fill

register = template.Library()


@register.simple_tag
def filled(name: str, values: dict[str, Any]) -> SafeString:
    """`{% filled "listings/_beds.html" beds %}`: as `include` with nothing but these values, where
    they are as plain as `recovery_site.shapes` asks for."""
    return fill(name, values)

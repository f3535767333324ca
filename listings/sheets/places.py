"""Cities and houses as people name them in a cell."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from listings.models import City


def cities() -> dict[str, City]:
    """By address, like boynton-beach-fl, and by name, like "Boynton Beach, FL"."""
    found: dict[str, City] = {}
    for city in City.objects.order_by("pk"):
        found |= {city.slug: city, str(city).casefold(): city}
    return found


def uuids(cells: Iterable[str]) -> dict[Any, Any]:
    """By the cell; what is no ID is not in it."""
    found: dict[Any, UUID] = {}
    for cell in cells:
        try:
            found[cell] = UUID(cell)
        except ValueError:
            continue
    return found

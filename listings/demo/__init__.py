"""Invented houses for trying things out.

Every row of the demo has an id made from its key (uuid5), so that loading again finds it and
removing takes it alone. A second load adds nothing and puts nothing back that staff changed.
It does move the confirmations and the expected openings of houses that staff left alone,
so that a demo that starts weeks later does not read "call to confirm" everywhere.
"""

from datetime import datetime

from django.db import transaction

from listings.actions import refresh_social_pictures
from listings.demo import houses, people, places, upkeep
from listings.demo.content import read_houses
from listings.demo.photos import Drawn

demo_houses = houses.all_of_them

__all__ = ["demo_houses", "load", "remove"]


@transaction.atomic
def load(*, at: datetime) -> None:
    manager = people.manager()
    operator = people.operator(at=at)
    cities = places.cities()
    terms = places.terms()
    bodies = places.bodies()
    drawn: Drawn = {}
    for content in read_houses():
        house = houses.find(content)
        if house is None:
            houses.add(
                content,
                operator=operator,
                cities=cities,
                terms=terms,
                bodies=bodies,
                by=manager,
                at=at,
                drawn=drawn,
            )
        else:
            upkeep.keep_alive(house, content, by=manager, at=at)
    refresh_social_pictures(houses=houses.all_of_them(), at=at)


@transaction.atomic
def remove() -> None:
    houses.remove_all()
    places.remove_unused()
    people.remove_unused()

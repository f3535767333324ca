import re
from datetime import timedelta
from html import unescape

from django.utils import timezone

from listings.choices import BedState, Gender
from tests.factories.listings import (
    make_bed,
    make_city,
    make_house,
    make_rate,
)


def fresh_house(**fields):
    """Confirmed an hour ago by the real clock, which the pages read."""
    now = timezone.now()
    values = {"availability_confirmed_at": now - timedelta(hours=1), "published_at": now}
    return make_house(**values | fields)


CARD = re.compile(r'<article class="house-card"[^>]*>.*?<h3><a [^>]*>(.*?)</a></h3>', re.DOTALL)


def names(response) -> list[str]:
    return [unescape(name) for name in CARD.findall(response.content.decode())]


def some_houses():
    """One house for each answer that a filter could give."""
    boynton, delray = make_city("Boynton Beach"), make_city("Delray Beach")
    for name, city, gender, price, state in [
        ("Men in Boynton", boynton, Gender.MEN, "225", BedState.OPEN),
        ("Dear men in Boynton", boynton, Gender.MEN, "300", BedState.OPEN),
        ("Full men in Boynton", boynton, Gender.MEN, "200", BedState.OCCUPIED),
        ("Women in Boynton", boynton, Gender.WOMEN, "225", BedState.OPEN),
        ("Men in Delray", delray, Gender.MEN, "225", BedState.OPEN),
        ("Unpriced men in Boynton", boynton, Gender.MEN, None, BedState.OPEN),
    ]:
        house = fresh_house(name=name, city=city, gender=gender)
        make_bed(house, state=state)
        if price:
            make_rate(house, price)

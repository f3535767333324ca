"""The parts about requests for a call: what storing one costs, and that none is lost."""

from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks import hostile, killing, posting
from benchmarks.rows import Row
from benchmarks.sizes import Sizes
from benchmarks.surroundings import DATABASES, Surroundings, surroundings
from tests.intake.hostile import FIVE_HUNDRED

HOUSES = 20
MOST_OF_TWO_ROWS = 2
LONGEST_TO_HAND_OVER = 1000  # milliseconds
MOST_MEMORY = 80  # MB


def posts(sizes: Sizes) -> Iterator[Row]:
    """32 clients at once, and the cost of each beside two bare rows."""
    for database in DATABASES:
        with _site(database) as where:
            cost = posting.cost(where, rounds=sizes.rounds, requests=2 * sizes.requests)
            part = "CPU of an accepted request"
            yield Row(part, "two rows in one transaction", cost["two_rows"], "ms", database)
            yield Row(part, "a request", cost["site"], "ms", database)
            yield Row(
                part, "a request, in two rows", cost["ratio"], "×", database, None, MOST_OF_TWO_ROWS
            )
            crowd = posting.crowd(where, seconds=sizes.seconds)
            part = f"{posting.CLIENTS} clients ask for a call, {sizes.seconds:g} s"
            yield Row(part, "errors", crowd.errors, "", database, None, 0)
            yield Row(part, "accepted", crowd.answers["303"], "", database)
            for number in (50, 99):
                yield Row(part, f"p{number}", crowd.percentile(number) * 1000, "ms", database)


def notices(sizes: Sizes) -> Iterator[Row]:
    """How soon staff are told, and how large is what tells them."""
    for database in DATABASES:
        with _site(database) as where:
            told = posting.told(where, posts=sizes.notices)
        part = "From “thank you” to the mail server, nothing else to do"
        most = LONGEST_TO_HAND_OVER
        yield Row(part, "median", told["median"] * 1000, "ms", database, None, most)
        yield Row(part, "longest", told["longest"] * 1000, "ms", database)
        yield Row(part, "memory of who sends", told["memory"], "MB", database, None, MOST_MEMORY)


def kills(sizes: Sizes) -> Iterator[Row]:
    """Workers die, the mail server has a bad day, and people ask for a call."""
    part = f"{sizes.posts:,} requests while processes are killed"
    for database in DATABASES:
        with _site(database) as where:
            found = killing.storm(where, lambda: where.inside("stored"), posts=sizes.posts)
            judged = killing.judged(found, where.inside("stored"), posts=sizes.posts)
        yield Row(part, "web workers killed", found.web_kills, "", database)
        yield Row(part, "delivery workers killed", found.delivery_kills, "", database)
        yield Row(part, "sent again by people, for want of an answer", found.retries, "", database)
        for what, (value, most) in judged.items():
            yield Row(part, what, value, "", database, None, most)


def bodies(sizes: Sizes) -> Iterator[Row]:
    """Hostile strings in fields, and bodies as no browser makes them."""
    strings = FIVE_HUNDRED if sizes.bodies > len(FIVE_HUNDRED) else FIVE_HUNDRED[::20]
    part = f"{len(strings)} hostile strings and {sizes.bodies:,} bodies"
    for database in DATABASES:
        with _site(database) as where:
            answers, thanked = hostile.asked(where, strings, bodies=sizes.bodies)
            judged = hostile.judged(answers, thanked, where.inside("stored"))
        yield Row(part, "accepted", len(thanked), "", database)
        for what, value in judged.items():
            yield Row(part, what, value, "", database, None, 0)


@contextmanager
def _site(database: str) -> Iterator[Surroundings]:
    with surroundings(database) as where:
        where.inside("fill", houses=HOUSES)
        yield where

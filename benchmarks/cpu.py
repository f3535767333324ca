"""What pages cost: CPU seconds of the server for a request, in requests for "hello"."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import count
from random import Random
from statistics import median
from typing import Any
from urllib.parse import urlencode

from benchmarks.serving import HELLO, SITE, Server, serving
from benchmarks.surroundings import Surroundings

CARDS = 24
UNIT = "hello itself"
CARD = b'<article class="house-card"'
PLAIN = {"Accept-Encoding": "identity"}
ZIPPED = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Page:
    """`paths` gives so many addresses to ask for in a row."""

    what: str
    paths: Callable[[int], Sequence[str]]
    floor: float | None = None
    headers: Mapping[str, str] | None = None


def measure(
    where: Surroundings, content: dict[str, Any], *, rounds: int = 15, requests: int = 12
) -> dict[str, tuple[float, float | None]]:
    """By page the median of its cost over all rounds, and its floor.

    In each round the same hands ask both servers in turns, so that whatever else the machine
    does troubles both alike.
    """
    with ExitStack() as stack:
        site = stack.enter_context(serving(SITE, where))
        hello = stack.enter_context(serving(HELLO, where))
        pages = list(_pages(site, content))
        hello.cost(["/"] * 50, PLAIN)  # the first requests load what the others find loaded
        ratios: dict[str, list[float]] = {page.what: [] for page in pages}
        milliseconds: list[float] = []
        for _ in range(rounds):
            for page in pages:
                paths = page.paths(requests)
                unit = hello.cost(["/"] * 2 * requests, PLAIN)
                cost = site.cost(paths, page.headers or PLAIN)
                milliseconds.append(unit * 1000)
                ratios[page.what].append(cost / unit)
    found = {page.what: (median(ratios[page.what]), page.floor) for page in pages}
    return found | {UNIT: (median(milliseconds), None)}


def _pages(site: Server, content: dict[str, Any]) -> Iterator[Page]:
    houses, city = iter(content["houses"]), content["cities"][0]
    articles = iter(content["articles"])
    combinations = _combinations(site, content["city_names"])
    (asked,) = combinations(1)

    def new_houses(how_many: int) -> list[str]:
        return [next(houses) for _ in range(how_many)]

    def new_articles(how_many: int) -> list[str]:
        return [next(articles) for _ in range(how_many)]

    (house,), (article,) = new_houses(1), new_articles(1)
    for path in ("/", asked, house, city, article):
        for headers in (PLAIN, ZIPPED):
            site.get(path, headers)
    yield Page("results, a combination not asked before", combinations, 8)
    yield Page("results, asked again", _again(asked), 2)
    yield Page("house page, first", new_houses, 12)
    yield Page("house page, again", _again(house), 2)
    yield Page("article, first", new_articles, 12)
    yield Page("article, again", _again(article), 2)
    yield Page("articles searched, first", _new("/articles/?q=rent+deposit"))
    yield Page("city page, first", _new(city))
    yield Page("city page, again", _again(city))
    yield Page("home, first", _new("/"))
    yield Page("home, again", _again("/"))
    yield Page("results, not asked before, gzip", combinations, None, ZIPPED)
    yield Page("results, asked again, gzip", _again(asked), None, ZIPPED)
    yield Page("house page, first, gzip", new_houses, None, ZIPPED)
    yield Page("house page, again, gzip", _again(house), None, ZIPPED)
    yield Page("article, first, gzip", new_articles, None, ZIPPED)
    yield Page("article, again, gzip", _again(article), None, ZIPPED)
    yield Page("home, again, gzip", _again("/"), None, ZIPPED)


def _again(path: str) -> Callable[[int], list[str]]:
    return lambda how_many: [path] * how_many


def _new(path: str) -> Callable[[int], list[str]]:
    """A page is kept by its whole address; what a page does not know it ignores."""
    numbers = count()
    joined = f"{path}&" if "?" in path else f"{path}?"
    return lambda how_many: [f"{joined}first={next(numbers)}" for _ in range(how_many)]


def _combinations(site: Server, cities: Sequence[str]) -> Callable[[int], list[str]]:
    """Full pages nobody asked for before, while each card on them was drawn before."""
    invented = _invented(Random(1), cities)

    def some(how_many: int) -> list[str]:
        found: list[str] = []
        while len(found) < how_many:
            path = next(invented)
            if site.get(f"{path}&to-draw-its-cards", PLAIN).count(CARD) == CARDS:
                found.append(path)
        return found

    return some


def _invented(rng: Random, cities: Sequence[str]) -> Iterator[str]:
    for number in count():
        asked = {
            # No two are the same, because of the cents.
            "max_weekly": f"{rng.randint(250, 400)}.{number % 100:02}",
            "max_move_in": f"{rng.randint(900, 1500)}.{number // 100:02}",
        }
        others = {
            "near": rng.choice(cities),
            "gender": rng.choice(("men", "women", "all")),
            "certified": "yes",
            "moud": rng.choice(("buprenorphine", "methadone", "naltrexone")),
            "welcome": rng.choice(("lgbtq", "veterans", "pets")),
            "days": rng.randint(7, 90),
            "sort": rng.choice(("cost", "confirmed", "move_in")),
        }
        names = rng.sample(list(others), rng.randint(1, 3))
        asked |= {name: str(others[name]) for name in names}
        if "near" in asked:
            asked["within"] = rng.choice(("50", "100"))
        yield f"/houses/?{urlencode(asked)}"

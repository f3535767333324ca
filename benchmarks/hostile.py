"""What programs and unlucky people send, to the whole site, and what became of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from random import Random
from typing import Any
from urllib.parse import urlencode

from benchmarks.bodies import FORM, answer, requests
from benchmarks.people import URL, someone
from benchmarks.serving import SITE, serving
from benchmarks.surroundings import Surroundings

CLIENTS = 4


def asked(
    where: Surroundings, strings: Sequence[str], *, bodies: int
) -> tuple[Counter[int], set[str]]:
    """How often it was answered how, and the requests that "thank you" was said for."""
    answers: Counter[int] = Counter()
    thanked: set[str] = set()
    with (
        serving(SITE, where, workers=2, STATIC_HASHED="false") as site,
        ThreadPoolExecutor(CLIENTS) as pool,
    ):
        everything = chain(_with(strings), requests(bodies))
        for status, leads in pool.map(lambda one: answer(site.port, one), everything):
            answers[status] += 1
            if status == 303:
                thanked.add(leads.split("/")[-2].partition(":")[0])
    return answers, thanked


def _with(strings: Sequence[str]) -> Iterator[bytes]:
    """Each string in some field of a form that is else filled in well."""
    chance = Random(1)
    for number, text in enumerate(strings, start=1_000_000):
        answers = someone(number)
        answers[chance.choice(list(answers))] = text
        body = urlencode(answers, errors="surrogatepass").encode()
        head = f"POST {URL} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        head += f"Content-Type: {FORM}\r\nContent-Length: {len(body)}\r\n\r\n"
        yield head.encode() + body


def judged(answers: Counter[int], thanked: set[str], stored: dict[str, Any]) -> dict[str, int]:
    return {
        "answered with an error of ours": sum(
            times for status, times in answers.items() if status >= 500
        ),
        "thanked for and not stored": len(thanked - set(stored["requests"])),
        "stored and not thanked for": len(set(stored["requests"]) - thanked),
    }

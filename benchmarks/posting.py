"""What storing a request costs, how many can come at once, and how soon staff are told."""

import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import count
from random import Random
from statistics import median, quantiles
from typing import Any

from benchmarks import mail_server
from benchmarks.people import connect, people, send, someone
from benchmarks.serving import SITE, Server, serving
from benchmarks.site import holder, memory, running, wait_until
from benchmarks.surroundings import Surroundings

CLIENTS = 32
TWO_ROWS = "benchmarks.two_rows:application"
WARM = 40


def cost(where: Surroundings, *, rounds: int, requests: int) -> dict[str, float]:
    """CPU of an accepted post and of the view with two rows, asked in turns with one hand each."""
    with serving(SITE, where) as site, serving(TWO_ROWS, where) as bare:
        who = people()
        hands = {server: connect(server.port) for server in (site, bare)}

        def spent(server: Server, requests: int) -> float:
            sent = [next(who) for _ in range(requests)]
            return server.spent(lambda: [_accepted(hands[server], one) for one in sent]) / requests

        for server in hands:
            spent(server, WARM)
        pairs = [(spent(bare, requests), spent(site, requests)) for _ in range(rounds)]
    return {
        "site": median(ours for _two_rows, ours in pairs) * 1000,
        "two_rows": median(two_rows for two_rows, _ours in pairs) * 1000,
        "ratio": median(ours / two_rows for two_rows, ours in pairs),
    }


def _accepted(hand: Any, answers: dict[str, str]) -> None:
    status, _where = send(hand, answers)
    if status != 303:
        raise RuntimeError(f"A request was answered with {status}")


@dataclass
class Crowd:
    answers: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    @property
    def errors(self) -> int:
        return self.answers.total() - self.answers["303"]

    def percentile(self, number: int) -> float:
        return quantiles(self.seconds, n=100, method="inclusive")[number - 1]


def crowd(where: Surroundings, *, seconds: float, clients: int = CLIENTS) -> Crowd:
    """Everybody posts without a pause, each with a new connection, while the site delivers."""
    found, numbers = Crowd(), count()
    with mail_server.mail_server() as mail, running(where, EMAIL_URL=mail.url) as site:
        until = time.monotonic() + seconds

        def post(_client: int) -> None:
            while time.monotonic() < until:
                began, hand = time.monotonic(), connect(site.port)
                try:
                    status, _where = send(hand, someone(next(numbers)))
                    found.answers[f"{status}"] += 1
                except (HTTPException, OSError) as error:
                    found.answers[type(error).__name__] += 1
                finally:
                    hand.close()
                found.seconds.append(time.monotonic() - began)

        with ThreadPoolExecutor(clients) as pool:
            list(pool.map(post, range(clients)))
    return found


def told(where: Surroundings, *, posts: int) -> dict[str, float]:
    """Seconds from "thank you" to the notice handed over, and MB of the process that does it."""
    chance, senders = Random(1), set[int]()
    with mail_server.mail_server() as mail, running(where, EMAIL_URL=mail.url) as site:
        mail.meet = lambda port: senders.add(holder(port, site.delivery_workers()) or 0)
        waits = list(_waits(mail, site.port, chance, posts))
        sizes = [memory(pid) for pid in senders if pid]
    return {"median": median(waits), "longest": max(waits), "memory": max(sizes)}


def _waits(mail: mail_server.MailServer, port: int, chance: Random, posts: int) -> Iterator[float]:
    for number in range(posts):
        time.sleep(chance.uniform(0.2, 0.8))  # the worker looks at any moment
        before = len(mail.taken())
        _accepted(connect(port), someone(number))
        accepted = time.monotonic()
        if not wait_until(lambda before=before: len(mail.taken()) > before):
            raise RuntimeError("A notice did not come in a minute")
        visits = [visit for some in mail.taken().values() for visit in some]
        yield max(0.0, max(visit.taken or 0 for visit in visits) - accepted)

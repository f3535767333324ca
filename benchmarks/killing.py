"""People ask for a call while processes die and the mail server has a bad day.

A notice may be sent again only where nobody could tell that it had been taken: the worker was
killed, or the connection broke, between the end of the message and the note that it is sent.
Each sending is made under a lease of its own, and so counts as a try.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import pairwise
from random import Random
from typing import Any

from benchmarks import mail_server
from benchmarks.mail_server import MailServer, Visit
from benchmarks.people import connect, send, someone
from benchmarks.site import Site, running, wait_until
from benchmarks.surroundings import Surroundings

CLIENTS = 16
MOST_RETRIES = 50
MOODS = [mail_server.WELL] * 30 + list(mail_server.BAD)
KILLED_EVERY = (0.1, 0.3)  # seconds
VISITS_BETWEEN = 30  # so that delivery workers get something done before they die
LONGEST_STORM = 300.0  # seconds
Stored = Callable[[], dict[str, Any]]


@dataclass
class Storm:
    """What happened. `accepted` are the names of who read "thank you"."""

    accepted: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    retries: int = 0
    web_kills: int = 0
    delivery_kills: int = 0
    visits: list[Visit] = field(default_factory=list)


def storm(where: Surroundings, stored: Stored, *, posts: int, seed: int = 1) -> Storm:
    """Ends when nothing waits, or after a while.

    `stored` reads what the database holds, as `benchmarks.stored` does.
    """
    found, chance = Storm(), Random(seed)
    with (
        mail_server.mail_server(seed) as mail,
        running(where, EMAIL_URL=mail.url, DJANGO_SETTINGS_MODULE="benchmarks.hasty") as site,
        ThreadPoolExecutor(CLIENTS) as clients,
    ):
        mail.moods = MOODS
        site.deliver_beside()
        people = [clients.submit(_ask, site, number, found) for number in range(posts)]
        _kill(site, mail, chance, found, goes_on=lambda: not all(one.done() for one in people))
        _kill(site, mail, chance, found, goes_on=lambda: len(mail.taken()) < posts * 3 / 4)
        for person in people:
            person.result()
        mail.moods = (mail_server.WELL,)
        wait_until(lambda: len(mail.taken()) >= posts)
        wait_until(lambda: all(notice["delivered"] for notice in stored()["notices"]))
        found.visits = mail.visits
    return found


def _ask(site: Site, number: int, found: Storm) -> None:
    """As a person does who presses the button again when nothing comes."""
    answers = someone(number)
    for _ in range(MOST_RETRIES):
        connection = connect(site.port)
        try:
            status, _where = send(connection, answers)
        except (HTTPException, OSError):
            found.retries += 1
            time.sleep(0.05)
            continue
        finally:
            connection.close()
        if status == 303:
            found.accepted.append(answers["first_name"])
            return
        found.refused.append(f"{status}")
    found.refused.append("gave up")


def _kill(
    site: Site, mail: MailServer, chance: Random, found: Storm, *, goes_on: Callable[[], bool]
) -> None:
    until, seen = time.monotonic() + LONGEST_STORM, len(mail.visits)
    while goes_on() and time.monotonic() < until:
        time.sleep(chance.uniform(*KILLED_EVERY))
        if workers := site.web_workers():
            site.kill(chance.choice(workers))
            found.web_kills += 1
        workers = site.delivery_workers()
        if workers and len(mail.visits) - seen >= VISITS_BETWEEN:
            seen = len(mail.visits)
            site.kill(chance.choice(workers))
            found.delivery_kills += 1
            if not any(other.poll() is None for other in site.others):
                site.deliver_beside()


def judged(found: Storm, stored: dict[str, Any], *, posts: int) -> dict[str, tuple[float, float]]:
    """What was measured, and the most that it may be."""
    names, notices = Counter(stored["names"]), stored["notices"]
    visits = _by_message(found.visits)
    whole = {key: [one for one in some if one.taken] for key, some in visits.items()}
    told = Counter(notice["request"] for notice in notices)
    again = sum(max(0, sum(one.answered for one in some) - 1) for some in whole.values())
    return {
        "not answered with “thank you”": (posts - len(found.accepted), 0),
        "answers that were an error": (len(found.refused), 0),
        "accepted and not stored exactly once": (
            sum(names[name] != 1 for name in found.accepted), 0,
        ),
        "stored and not accepted": (names.total() - len(found.accepted), 0),
        "stored without a notice": (len(set(stored["requests"]) - set(told)), 0),
        "notices never sent": (sum(not whole.get(one["uuid"]) for one in notices), 0),
        "notices stuck": (sum(not one["delivered"] for one in notices), 0),
        "notices sent oftener than tried": (
            sum(len(whole.get(one["uuid"], [])) > one["attempts"] for one in notices), 0,
        ),
        "sendings of one notice at the same time": (sum(map(_at_once, visits.values())), 0),
        "sent again after an answer, of kills": (again, found.delivery_kills),
    }  # fmt: skip


def _by_message(visits: Iterable[Visit]) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    for visit in visits:
        if visit.message:
            found.setdefault(visit.message.strip("<>").partition("@")[0], []).append(visit)
    return found


def _at_once(visits: list[Visit]) -> int:
    ordered = sorted(visits, key=lambda visit: visit.began)
    return sum(later.began < earlier.ended for earlier, later in pairwise(ordered))

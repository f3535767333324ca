"""People who ask for a call, as their browsers send it."""

import http.client
from collections.abc import Iterator
from itertools import count
from urllib.parse import urlencode

URL = "/ask-for-a-call/"
PATIENCE = 60.0  # seconds
_HEADERS = {
    "Host": "localhost",
    "Content-Type": "application/x-www-form-urlencoded",
    "Sec-Fetch-Site": "same-origin",
    "Accept-Encoding": "gzip, deflate, br",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
}


def someone(number: int) -> dict[str, str]:
    """All that a browser posts, of somebody who is like no other number."""
    area, line = 201 + number // 10_000, number % 10_000
    return {
        "first_name": f"Robin {number}",
        "for_whom": "loved_one",
        "organisation": "",
        "role": "",
        "planned_discharge_on": "",
        "phone": f"({area}) 555-{line:04}",
        "email": "",
        "channel": "call",
        "preferred_window": "any",
        "time_zone": "America/New_York",
        "may_leave_voicemail": "on",
        "house": "",
        "house_gender": "men",
        "move_in": "week",
        "language": "en",
        "heard_from": "",
        "message": f"He comes home soon. We are number {number}.",
        "website": "",
    }


def people(first: int = 0) -> Iterator[dict[str, str]]:
    return (someone(number) for number in count(first))


def connect(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)


def send(connection: http.client.HTTPConnection, answers: dict[str, str]) -> tuple[int, str]:
    """The status, and where the answer leads."""
    connection.request("POST", URL, urlencode(answers), _HEADERS)
    response = connection.getresponse()
    response.read()
    return response.status, response.headers.get("Location", "")

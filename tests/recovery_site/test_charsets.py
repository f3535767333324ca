"""Asked of the application itself: the test client makes requests of its own kind."""

import io
from collections.abc import Callable
from wsgiref.util import setup_testing_defaults

import pytest

from recovery_site.wsgi import application

BODY = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nJos\xc3\xa9\r\n--x--\r\n'
CHARSETS = ["hex", "idna", "undefined", "rot13", "utf-16", "nonsense"]

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.recovery_site.pages")]


def send(path: str, query: str, claim: str) -> tuple[str, str]:
    """Status line and text of the answer to BODY."""
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "CONTENT_TYPE": f"multipart/form-data; boundary=x; {claim}",
        "CONTENT_LENGTH": str(len(BODY)),
        "wsgi.input": io.BytesIO(BODY),
    }
    setup_testing_defaults(environ)
    statuses: list[str] = []

    def start(status: str, *_: object) -> Callable[[bytes], object]:
        statuses.append(status)
        return io.BytesIO().write

    text = b"".join(application(environ, start)).decode()
    return statuses[0], text


@pytest.mark.parametrize("query", ["", "page=2"])
@pytest.mark.parametrize("charset", CHARSETS)
def test_whatever_charset_a_body_claims_it_is_read_as_our_pages_are_written(
    charset: str, query: str
):
    assert send("/ask/", query, f"charset={charset}") == ("200 OK", "Thank you, José")
    assert send("/ask/", query, f"charset*=utf-8''{charset}") == ("200 OK", "Thank you, José")

import json
import logging
import sys
import uuid
from collections.abc import Iterator

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from recovery_site.error_mail import ErrorMailHandler
from recovery_site.logs import JsonFormatter, describe_exception, safe_path

PERSONAL = ["Maria Delgado", "561-555-0142", "maria@example.org"]


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    made = logging.LogRecord("recovery_site.test", logging.INFO, "", 0, message, args, None)
    made.__dict__.update(extra)
    return made


def logged(made: logging.LogRecord) -> dict:
    return json.loads(JsonFormatter().format(made))


def failure(message: str) -> BaseException:
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


def test_a_line_says_when_how_bad_who_and_what():
    line = logged(record("Delivery of message %d is done", 12))
    assert line["time"].endswith("+00:00")
    assert line | {"time": ""} == {
        "time": "",
        "level": "INFO",
        "logger": "recovery_site.test",
        "event": "Delivery of message 12 is done",
    }


@pytest.mark.parametrize(
    ("message", "args", "event"),
    [
        ("Calling %s", (PERSONAL[1],), "Calling …"),
        ("Calling %(phone)s", ({"phone": PERSONAL[1]},), "Calling …"),
        ("%d of %s", ("two", PERSONAL[0]), "%d of %s"),
        ("Took %.2f s", (1.234,), "Took 1.23 s"),
        ("100% done", (), "100% done"),
    ],
)
def test_a_message_keeps_its_words_and_numbers_only(message: str, args: tuple, event: str):
    assert logged(record(message, *args))["event"] == event


def test_only_known_fields_are_logged():
    line = logged(record("x", fields={"status": 200, "phone": PERSONAL[1]}))
    assert line["status"] == 200
    assert "phone" not in line


def test_a_value_that_is_not_json_is_hidden():
    assert logged(record("x", fields={"kind": failure(PERSONAL[0])}))["kind"] == "…"


def test_an_exception_is_told_by_type_and_place():
    error = failure(PERSONAL[0])
    [told] = describe_exception(error)
    assert told["type"] == "builtins.ValueError"
    assert told["at"][0].startswith("tests/recovery_site/test_logs.py:")


def test_what_caused_an_exception_is_told_too_and_a_circle_ends():
    outer, inner = failure("outer"), failure("inner")
    outer.__cause__, inner.__context__ = inner, outer
    assert len(describe_exception(outer)) == 2


UUID = str(uuid.uuid4())
KEPT = [
    "/",
    "/houses/boynton-beach/sea-grape-2b/",
    f"/admin/intake/callbackrequest/{UUID}/change/",
    "/admin/intake/callbackrequest/123456/",
    "/robots.txt",
]
HIDDEN = [
    ("/ask-for-a-call/thank-you/eyJhIjoxfQ:1t2u3v:AbC-d_E/", "/ask-for-a-call/thank-you/…/"),
    ("/accounts/reset/key/1-d1k2-0a9b8c7d6e5f4a3b2c1d0/", "/accounts/reset/key/…/"),
    ("/call/5615550142", "/call/…"),
    ("/call/561-555-0142/", "/call/…/"),
    ("/Maria/", "/…/"),
    ("/maria@example.org", "/…"),
    ("/deadbeefdeadbeefdeadbeef/", "/…/"),
]  # fmt: skip


@pytest.mark.parametrize("path", KEPT)
def test_a_path_of_words_and_uuids_is_kept(path: str):
    assert safe_path(path) == path


@pytest.mark.parametrize(("path", "shown"), HIDDEN)
def test_a_part_of_a_path_that_may_be_a_secret_is_hidden(path: str, shown: str):
    assert safe_path(path) == shown


class Lines(logging.Handler):
    """Keeps the lines as a log file would hold them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonFormatter())
        self.written: list[str] = []

    def emit(self, made: logging.LogRecord) -> None:
        self.written.append(self.format(made))


@pytest.fixture
def lines() -> Iterator[list[str]]:
    handler = Lines()
    logging.getLogger().addHandler(handler)
    yield handler.written
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def stranger() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.urls("tests.recovery_site.pages")
def test_what_a_person_typed_reaches_neither_log_nor_mail_when_the_page_breaks(
    stranger: Client, lines: list[str], settings: Settings
):
    settings.ADMINS = [("ana", "ana@example.org")]
    url = f"/crash/?phone={PERSONAL[1]}"

    response = stranger.post(url, {"name": PERSONAL[0], "email": PERSONAL[2]})

    assert response.status_code == 500
    [message] = mail.outbox
    everything = "\n".join([*lines, message.subject, message.body, response.content.decode()])
    assert "builtins.LookupError" in everything
    assert "builtins.ValueError" in message.body
    assert "pages.py" in message.body
    assert [text for text in PERSONAL if text in everything] == []


@pytest.mark.django_db
@pytest.mark.urls("tests.recovery_site.pages")
def test_every_request_is_logged_with_its_number_and_without_its_query(
    stranger: Client, lines: list[str]
):
    response = stranger.get(f"/plain/?phone={PERSONAL[1]}")

    [line] = [json.loads(text) for text in lines if '"request"' in text]
    assert line["request_id"] == response.headers["X-Request-Id"]
    assert (line["method"], line["path"], line["status"]) == ("GET", "/plain/", 200)
    assert line["duration_ms"] > 0


def error_record(error: BaseException) -> logging.LogRecord:
    made = record("Internal Server Error: %s", "/ask-for-a-call/")
    made.exc_info = (type(error), error, error.__traceback__)
    return made


def test_a_storm_of_one_error_is_one_mail_and_another_error_is_another(settings: Settings):
    settings.ADMINS = [("ana", "ana@example.org")]
    handler = ErrorMailHandler()
    same = failure("x")
    for error in (same, same, same, failure_elsewhere()):
        handler.emit(error_record(error))
    assert [message.subject for message in mail.outbox] == [
        "Error on the site: builtins.ValueError",
        "Error on the site: builtins.ZeroDivisionError",
    ]


def failure_elsewhere() -> BaseException:
    try:
        return 1 / 0
    except ZeroDivisionError:
        return sys.exc_info()[1]


def test_nobody_is_mailed_when_nobody_is_named(settings: Settings):
    settings.ADMINS = []
    ErrorMailHandler().emit(error_record(failure("x")))
    assert mail.outbox == []


def test_what_the_web_server_could_not_read_is_not_repeated():
    # As gunicorn words it: the client's address, and a piece of what came.
    text = "Invalid request from ip=203.0.113.9: Invalid HTTP header name: 'Maria 561-555-0142'"
    assert logged(record(text))["event"] == "Invalid request"

"""One JSON object per log line, without anything that a person typed.

A message keeps its own words and its numbers; other values in it become "…". What else should
be logged goes into `extra={"fields": {…}}`, under one of the names in SAFE_FIELDS.
"""

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import Any

from django.conf import settings

from recovery_site import request_id

SAFE_FIELDS = (
    "method",
    "path",
    "status",
    "duration_ms",
    "kind",
    "object_id",
    "count",
    "attempts",
    "seconds",
    "worker",
)
HIDDEN = "…"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_WORDS = re.compile(r"[a-z0-9]{1,20}(?:[-_.][a-z0-9]{1,20})*")
# Gunicorn goes on with the address of the client and a piece of what came from it.
_UNREADABLE = "Invalid request"
# A telephone number has more.
_MOST_DIGITS = 6


def safe_path(path: str) -> str:
    """`path` with every part hidden that may be a token, a number to call or a name.

    What is kept are lower-case words, short numbers and UUIDs.
    """
    return "/".join(part if _is_plain(part) else HIDDEN for part in path.split("/"))


def _is_plain(part: str) -> bool:
    if not part or _UUID.fullmatch(part):
        return True
    return bool(_WORDS.fullmatch(part)) and sum(c.isdigit() for c in part) <= _MOST_DIGITS


def _event(record: logging.LogRecord) -> str:
    if status := getattr(record, "status_code", None):
        return HTTPStatus(status).phrase
    message = str(record.msg)
    if message.startswith(_UNREADABLE):
        return _UNREADABLE
    args = record.args
    if not args:
        return message
    try:
        if isinstance(args, dict):
            return message % {name: _number(value) for name, value in args.items()}
        return message % tuple(_number(value) for value in args)
    except (TypeError, ValueError, KeyError):
        return message


def _number(value: object) -> object:
    return value if isinstance(value, int | float) else HIDDEN


def _frames(trace: TracebackType | None) -> list[str]:
    return [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts:
        return str(path.relative_to(settings.BASE_DIR))
    return "/".join(path.parts[-3:])


def describe_exception(error: BaseException) -> list[dict[str, Any]]:
    """The exception and what caused it: types and places, never the values."""
    chain: list[dict[str, Any]] = []
    seen: set[int] = set()
    step: BaseException | None = error
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        kind = type(step)
        chain.append(
            {"type": f"{kind.__module__}.{kind.__qualname__}", "at": _frames(step.__traceback__)}
        )
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return chain


def describe(record: logging.LogRecord) -> dict[str, Any]:
    line: dict[str, Any] = {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname,
        "logger": record.name,
        "event": _event(record),
    }
    if name := request_id.current.get():
        line["request_id"] = name
    fields = getattr(record, "fields", {})
    line |= {name: fields[name] for name in SAFE_FIELDS if name in fields}
    if record.exc_info and record.exc_info[1]:
        line["exception"] = describe_exception(record.exc_info[1])
    return line


class JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(describe(record), ensure_ascii=False, default=lambda value: HIDDEN)

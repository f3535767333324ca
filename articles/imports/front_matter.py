"""The settings between +++ lines at the start of a Markdown file, as TOML."""

import re
import tomllib
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from articles.imports.document import UnreadableDocument

_FENCED = re.compile(r"\s*\+\+\+[ \t]*\n(?P<toml>.*?\n)??\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
KINDS: dict[str, type | tuple[type, ...]] = {
    "title": str, "slug": str, "language": str, "summary": str, "author": str, "reviewer": str,
    "cover": str, "cover_alt": str, "topics": list, "sources": list, "questions": list,
    "former": list,
    "published_on": date, "updated_on": date, "reviewed_on": date,
}  # fmt: skip
INSIDE: dict[str, dict[str, type]] = {
    "sources": {"title": str, "publisher": str, "url": str, "accessed": str},
    "questions": {"question": str, "answer": str},
}


def split(text: str) -> tuple[dict[str, Any], str]:
    """The settings and the rest of `text`."""
    found = _FENCED.match(text)
    if not found:
        return {}, text
    try:
        settings = tomllib.loads(found["toml"] or "")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnreadableDocument(
            _("The settings between the +++ lines can't be read: %(error)s.") % {"error": error}
        ) from None
    for name, value in settings.items():
        _check(name, value)
    return settings, text[found.end() :]


def _check(name: str, value: Any) -> None:
    kind = KINDS.get(name)
    if kind is None:
        raise UnreadableDocument(_("There is no setting “%(name)s”.") % {"name": name})
    known = isinstance(value, kind) and not isinstance(value, datetime)
    if known and name in {"topics", "former"}:
        known = all(isinstance(each, str) for each in value)
    if known and name in INSIDE:
        known = all(_fits(each, INSIDE[name]) for each in value)
    if not known:
        raise UnreadableDocument(_("The setting “%(name)s” has the wrong form.") % {"name": name})


def _fits(row: Any, columns: dict[str, type]) -> bool:
    return isinstance(row, dict) and all(
        name in columns and isinstance(value, columns[name]) for name, value in row.items()
    )

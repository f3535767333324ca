"""The comments that WordPress' block editor writes around each part of a text."""

import json
import re
from html import escape

from django.utils.translation import gettext as _

from articles.imports.document import SetAside

_BLOCK = re.compile(
    r"<!--\s+(?P<end>/?)wp:(?P<name>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)"
    r"(?P<settings>(?:(?!-->|<!--).)*?)(?P<alone>/?)-->",
    re.DOTALL,
)
# Their text is all there is to them; what they draw around it is ours to draw.
PLAIN = {
    "audio", "button", "buttons", "classic", "code", "column", "columns", "cover", "details",
    "embed", "file", "freeform", "gallery", "group", "heading", "html", "image", "list",
    "list-item", "media-text", "missing", "more", "nextpage", "paragraph", "preformatted",
    "pullquote", "quote", "row", "separator", "shortcode", "spacer", "stack", "subhead", "table",
    "text-columns", "verse", "video",
}  # fmt: skip
_MARKS = re.compile(r"<!--(?:more[^<>]*|nextpage|noteaser)-->")
_PAGES = re.compile(r"<!--nextpage-->")


def unwrapped(text: str, aside: list[SetAside]) -> tuple[str, bool]:
    """`text` without those comments, and whether there were any."""
    if _PAGES.search(text):
        aside.append(SetAside("<!--nextpage-->", _("its pages were joined into one")))
    found = False
    reported: set[str] = set()

    def replaced(block: re.Match[str]) -> str:
        nonlocal found
        found = True
        name = block["name"].removeprefix("core/")
        known = name in PLAIN or name.startswith("core-embed/")
        address = _address(block["settings"]) if block["alone"] else ""
        if address:
            return f'<p><a href="{escape(address)}">{escape(address)}</a></p>'
        if not block["end"] and not (known and not block["alone"]) and name not in reported:
            reported.add(name)
            aside.append(SetAside(name, _reason(alone=bool(block["alone"]), known=known)))
        return ""

    return _MARKS.sub("", _BLOCK.sub(replaced, text)), found


def _reason(*, alone: bool, known: bool) -> str:
    if alone and not known:
        return _("a block that WordPress fills by itself")
    return _("an empty block") if alone else _("a block of a plugin, kept as text")


def _address(settings: str) -> str:
    try:
        url = json.loads(settings or "{}").get("url", "")
    except (ValueError, AttributeError, RecursionError):
        return ""
    return url if isinstance(url, str) and url.startswith(("http://", "https://")) else ""

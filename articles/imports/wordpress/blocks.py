"""The comments that WordPress' block editor writes around each part of a text."""

import json
import re
from collections.abc import Sequence
from html import escape
from typing import Any

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
_FOOTNOTES = re.compile(r"<!--\s+wp:footnotes\b[^>]*-->")
_PAGES = re.compile(r"<!--nextpage-->")


def with_footnotes(text: str, notes: Sequence[str]) -> str:
    """`text` with its `notes` as a list in their place. WordPress keeps them beside it."""
    if not notes:
        return text
    listed = f"\n\n<hr><ol>{''.join(f'<li>{note}</li>' for note in notes)}</ol>\n\n"
    before, mark, behind = _FOOTNOTES.sub("\0", text).partition("\0")
    return f"{before}{listed}{behind}" if mark else f"{text}{listed}"


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
        settings = _settings(block["settings"]) if block["alone"] else {}
        address = settings.get("url", "")
        if isinstance(address, str) and address.startswith(("http://", "https://")):
            return f'<p><a href="{escape(address)}">{escape(address)}</a></p>'
        named = f"{name} {settings['ref']}" if "ref" in settings else name
        if not block["end"] and not (known and not block["alone"]) and named not in reported:
            reported.add(named)
            aside.append(SetAside(named, _reason(name, alone=bool(block["alone"]))))
        return ""

    return _MARKS.sub("", _BLOCK.sub(replaced, text)), found


def _reason(name: str, *, alone: bool) -> str:
    if name == "block":
        return _("a pattern of blocks that several texts share: copy its text in")
    if name in PLAIN:
        return _("an empty block")
    if alone:
        return _("a block that WordPress fills by itself")
    if "/" in name:
        return _("a block of a plugin, kept as text")
    return _("a block that has no place here, kept as text")


def _settings(text: str) -> dict[str, Any]:
    try:
        settings = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return settings if isinstance(settings, dict) else {}

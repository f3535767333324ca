"""What a page says to machines, as JSON-LD with the words of schema.org."""

import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.safestring import SafeString, mark_safe

Data = dict[str, Any]

CONTEXT = "https://schema.org"
# As Django's json_script does it: nothing in the text can end the element.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def data_block(data: Data) -> SafeString:
    """A script element that holds `data`. It is never run, so a strict policy lets it stand."""
    text = json.dumps({"@context": CONTEXT} | data, cls=DjangoJSONEncoder, ensure_ascii=False)
    escaped = text.translate(_ESCAPES)
    # Escaped in the line above.
    return mark_safe(f'<script type="application/ld+json">{escaped}</script>')  # noqa: S308


def absolute(path: str) -> str:
    """`path` on this site; an address with a host stays as it is."""
    return settings.SITE_URL + path if path.startswith("/") else path


def known(**values: Any) -> Data:
    """`values` without those that nobody entered. False and 0 are answers."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def organization_id() -> str:
    """Names the site's owner in every block of every page."""
    return absolute("/#organization")


def breadcrumbs(*crumbs: tuple[str, str]) -> Data:
    """Each crumb is (name, path); an empty path is the page itself."""
    items = [
        {"@type": "ListItem", "position": position, "name": name}
        | known(item=absolute(path) if path else "")
        for position, (name, path) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}

"""What may be in an article: the elements, their attributes, and where links and pictures lead."""

import re
from urllib.parse import urlsplit

import nh3
from django.conf import settings

from articles.needs import NEEDS

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
TEXT = {"a", "strong", "em", "br", "sub", "sup"}
# What other editors call the same thing.
SAME_AS = {"b": "strong", "i": "em", "cite": "em", "th": "th"}
TABLE = {"table", "caption", "thead", "tbody", "tr", "th", "td"}
BLOCKS = {
    *HEADINGS, "p", "ul", "ol", "li", "blockquote", "figure", "figcaption", "img", "aside", "hr",
    *TABLE,
}  # fmt: skip
# Read, so that a paragraph ends where they end, then taken away.
BOXES = {"div", "section", "article", "main", "header", "footer", "address", "pre", "dl", "dt",
         "dd", "tfoot", "center", "details", "summary", "hgroup", "fieldset"}  # fmt: skip
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
    "aside": {"class", "data-city", "data-need"},
    **{tag: {"id"} for tag in HEADINGS},
}
DROPPED_WITH_CONTENT = {
    "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "textarea",
    "select", "title", "head", "noembed", "noframes", "xmp", "plaintext",
    # What a page is used with, and no text of it.
    "nav", "button", "dialog", "audio", "video", "canvas",
}  # fmt: skip

_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_ADDRESS = re.compile(
    r"""(?: https?://[^/?\#\\@]+(?:[/?\#].*)? | mailto:[^?\s]+@.+ | tel:\+?[0-9()\-.]+
    | /(?![/\\]).* | [?\#].* | [\w.\-]+(?:[/?\#].*)? )?""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_IN_HOST = re.compile(r"""["<>^`{|}%]""")
_WRONG_IN_ADDRESS = re.compile(r"""["<>\\^`{|}\[\] ]|%(?![0-9A-Fa-f]{2})""")
_NUMBER = re.compile(r"[1-9][0-9]{0,3}")
_PICTURE = re.compile(r"pictures/[0-9a-f-]{36}/[0-9]{2,4}\.(?:avif|webp|jpg)")

# Boxes with text of their own, and places for what the page knows better and keeps up to date.
TEXT_ASIDES = {"cta"}
LIVE_ASIDES = {"crisis", "houses"}
_CITY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

_sanitizer = nh3.Cleaner(
    tags=TEXT | BLOCKS | BOXES | set(SAME_AS),
    clean_content_tags=DROPPED_WITH_CONTENT,
    attributes=ATTRIBUTES,
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def sanitize(html: str) -> str:
    """Well-formed HTML that holds nothing but the elements and attributes above."""
    return _sanitizer.clean(html)


def link_address(value: str) -> str:
    """The address of a link, or "" when it may not be one."""
    address = _IGNORED_BY_BROWSERS.sub("", value)
    if not _ADDRESS.fullmatch(address):
        return ""
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        return ""
    if _NOT_IN_HOST.search(parts.netloc):
        return ""
    head, mark, fragment = address.partition("#")
    start = len(f"{parts.scheme}://{parts.netloc}") if parts.netloc else 0
    return head[:start] + _by_numbers(head[start:]) + mark + _by_numbers(fragment, more="#")


def _by_numbers(text: str, more: str = "") -> str:
    """With what may not stand in an address written by its number."""
    wrong = _WRONG_IN_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", text)
    return wrong.replace(more, f"%{ord(more):02X}") if more else wrong


def is_foreign(address: str) -> bool:
    host = urlsplit(address).netloc
    return bool(host) and host.lower() != urlsplit(settings.SITE_URL).netloc.lower()


def is_own_picture(address: str) -> bool:
    """Whether `address` is a file that we drew ourselves for the public."""
    before, prefix, path = address.partition(settings.MEDIA_URL)
    return not before and bool(prefix) and bool(_PICTURE.fullmatch(path))


def attributes(tag: str, attrs: dict[str, str]) -> dict[str, str]:
    """The attributes of one element that may stay, in a fixed order."""
    match tag:
        case "a":
            address = link_address(attrs.get("href", ""))
            if not address:
                return {}
            return {"href": address} | ({"rel": "noreferrer"} if is_foreign(address) else {})
        case "img":
            sizes = {name: attrs.get(name, "") for name in ("width", "height")}
            return {"src": attrs["src"], "alt": " ".join(attrs["alt"].split())} | _numbers(sizes)
        case "aside":
            return _aside(attrs)
        case "ol":
            return _numbers({"start": attrs.get("start", "")})
        case "th" | "td":
            spans = {name: attrs.get(name, "") for name in ("colspan", "rowspan")}
            scope = attrs.get("scope", "").lower()
            return _numbers(spans) | ({"scope": scope} if scope in {"col", "row"} else {})
    return {}


def _aside(attrs: dict[str, str]) -> dict[str, str]:
    name, city = attrs.get("class", ""), attrs.get("data-city", "")
    kept = {"class": name}
    if name == "houses" and _CITY.fullmatch(city):
        kept["data-city"] = city
    if name == "houses" and attrs.get("data-need") in NEEDS:
        kept["data-need"] = attrs["data-need"]
    return kept


def _numbers(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if _NUMBER.fullmatch(value)}

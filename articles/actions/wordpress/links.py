"""Links from one post of a blog to another lead to where it is now."""

from urllib.parse import parse_qs, unquote, urlsplit

from articles.actions.wordpress.picture_library import picture_at
from articles.html import CleanHtml, clean
from articles.html.tree import Element, parse, write
from articles.models import Origin

NUMBERS = ("p", "page_id", "attachment_id")


def relinked(html: CleanHtml, *, site: str) -> tuple[CleanHtml, list[str]]:
    """`html` with its links into the blog mended, and those that lead nowhere here (yet)."""
    if "<a " not in html:
        return html, []
    root = parse(html)
    lost: list[str] = []
    known: dict[str, str] = {}
    changed = False
    for link in root.walk():
        path = inner_path(link.attrs.get("href", ""), site=site) if link.tag == "a" else ""
        if not path:
            continue
        if path not in known:
            known[path] = _address(path, site=site)
        if found := known[path]:
            changed = True
            _lead(link, found)
        elif is_of(link.attrs["href"], site=site):
            lost.append(link.attrs["href"])
    return (clean(write(root)) if changed else html), list(dict.fromkeys(lost))


def inner_path(href: str, *, site: str) -> str:
    """The path, with its question, of a link into the blog; "" for every other link."""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme not in {"", "http", "https"} or not (parts.path or parts.query):
        return ""
    if not parts.netloc and not href.startswith(("/", "?")):
        return ""
    if parts.netloc and not is_of(href, site=site):
        return ""
    query = f"?{parts.query}" if parts.query else ""
    return (unquote(parts.path) or "/") + query


def is_of(href: str, *, site: str) -> bool:
    """Whether a link names the blog's own host, with or without www."""
    try:
        host = urlsplit(href).netloc.lower().removeprefix("www.")
    except ValueError:
        return False
    return bool(host) and host == site.partition("/")[0]


def _address(path: str, *, site: str) -> str:
    """Where the thing is now that had `path` in the blog; "" when it is not here."""
    plain, _mark, query = path.partition("?")
    home = "/" + site.partition("/")[2]
    if not query and plain.rstrip("/") == home.rstrip("/"):
        return "/"
    of_blog = Origin.objects.filter(site=site).select_related("article", "page", "topic", "picture")
    numbers = [parse_qs(query)[name][0] for name in NUMBERS if name in parse_qs(query)]
    if numbers:
        found = of_blog.filter(kind__in=["post", "page"], key=numbers[0]).first()
    else:
        forms = {plain, plain.rstrip("/"), plain.rstrip("/") + "/"}
        found = of_blog.filter(path__in=forms - {""}).order_by("pk").first()
        if found is None and "/uploads/" in plain:
            found = picture_at(plain, site=site)
    if found is None:
        return ""
    if found.picture:
        return found.picture.files.jpeg_url
    target = found.article or found.page or found.topic
    return target.get_absolute_url() if target else ""


def _lead(link: Element, address: str) -> None:
    fragment = urlsplit(link.attrs["href"]).fragment
    link.attrs = {"href": f"{address}#{fragment}" if fragment else address}

"""What a strict Content-Security-Policy and our promises forbid in a page, found by reading it."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

# Attributes that make a browser fetch something while it shows the page.
FETCHING = {"src", "srcset", "poster", "data", "imagesrcset"}
FETCHING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}
DATA_BLOCKS = {"application/ld+json", "application/json", "speculationrules"}


class _Reader(HTMLParser):
    def __init__(self, own_hosts: set[str]) -> None:
        super().__init__()
        self.own_hosts = own_hosts
        self.findings: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        for name in values:
            if name == "style" or name.startswith("on"):
                self._found(f"<{tag} {name}=…>")
        if tag == "style":
            self._found("<style>")
        if tag == "script" and "src" not in values and values.get("type") not in DATA_BLOCKS:
            self._found("<script> without src")
        if any(value.strip().lower().startswith("javascript:") for value in values.values()):
            self._found(f"javascript: in <{tag}>")
        for address in self._fetched(tag, values):
            host = urlsplit(address).hostname
            if host and host not in self.own_hosts:
                self._found(f"<{tag}> fetches from {host}")

    def _fetched(self, tag: str, values: dict[str, str]) -> list[str]:
        addresses = [values[name] for name in FETCHING & values.keys() if "srcset" not in name]
        for name in {"srcset", "imagesrcset"} & values.keys():
            addresses += [part.split()[0] for part in values[name].split(",") if part.strip()]
        if tag == "link" and FETCHING_LINKS & set(values.get("rel", "").split()):
            addresses.append(values.get("href", ""))
        if tag == "form":
            addresses.append(values.get("action", ""))
        return addresses

    def _found(self, what: str) -> None:
        self.findings.append(f"line {self.getpos()[0]}: {what}")


def forbidden_in(html: str, *, own_hosts: set[str] = frozenset()) -> list[str]:
    """Inline styles, scripts and handlers, and resources of other hosts; each with its line."""
    reader = _Reader(set(own_hosts))
    reader.feed(html)
    return reader.findings

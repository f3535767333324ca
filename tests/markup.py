"""What a strict Content-Security-Policy and our promises forbid in a page, found by reading it;
and what the W3C's checker would say of its structure, as far as that is cheap."""

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


# Elements without an end. Of those whose end may be left out, we do so with options alone.
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
}  # fmt: skip
FOREIGN = {"svg", "math"}


class _Structure(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.findings: list[str] = []
        self.open: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        values = dict(attrs)
        if len(names) != len(set(names)):
            self._found(f"<{tag}> has an attribute twice")
        if (id_ := values.get("id")) is not None and (id_ in self.ids or not id_ or " " in id_):
            self._found(f"id={id_!r} again, or none")
        self.ids.add(values.get("id") or "")
        made_up = [n for n in names if "-" in n and not n.startswith(("data-", "aria-"))]
        if made_up and tag != "meta" and not FOREIGN & {tag, *self.open}:
            self._found(f"<{tag} {made_up[0]}>")
        if tag in {"table", "thead", "tbody", "tr", "th", "td"} and "role" in values:
            self._found(f"<{tag} role>")
        if tag == "option":
            self._end_option()
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"select", "datalist", "optgroup"}:
            self._end_option()
        if not self.open or self.open.pop() != tag:
            self._found(f"</{tag}> ends what is not the last to begin")

    def _end_option(self) -> None:
        if self.open[-1:] == ["option"]:
            self.open.pop()

    def _found(self, what: str) -> None:
        self.findings.append(f"line {self.getpos()[0]}: {what}")


def untidy_in(html: str) -> list[str]:
    """An id that is there twice, elements that overlap or never end, attributes of nobody's."""
    reader = _Structure()
    reader.feed(html)
    return reader.findings + [f"<{tag}> never ends" for tag in reader.open]

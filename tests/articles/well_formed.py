"""A strict look at the HTML of an article: what a checker of HTML would say of it."""

from html.parser import HTMLParser

VOID = {"br", "hr", "img"}
PHRASING = {"a", "strong", "em", "sub", "sup", "br", "img"}
FLOW = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "figure", "table", "aside", "hr"}
INSIDE = {
    "": FLOW, "blockquote": FLOW, "aside": FLOW,
    "li": FLOW | PHRASING, "td": FLOW | PHRASING, "th": (FLOW | PHRASING) - {"h2", "h3", "h4"},
    "ul": {"li"}, "ol": {"li"}, "table": {"caption", "thead", "tbody"},
    "thead": {"tr"}, "tbody": {"tr"}, "tr": {"td", "th"},
    "figure": {"img", "figcaption"},
    **dict.fromkeys(["p", "h2", "h3", "h4", "figcaption", "caption"], PHRASING - {"img"}),
    **dict.fromkeys(["strong", "em", "sub", "sup"], PHRASING - {"img"}),
    "a": PHRASING - {"img", "a"},
}  # fmt: skip
WITHOUT_TEXT = {"", "ul", "ol", "table", "thead", "tbody", "tr", "figure", "blockquote", "aside"}
WRONG_IN_ADDRESS = set(' "<>\\^`{|}')


def faults(html: str) -> list[str]:
    checker = _Checker()
    checker.feed(html)
    checker.close()
    return checker.found + [f"never closed: {tag}" for tag in checker.open[1:]]


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open, self.found, self.ids, self.level = [""], [], set(), 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag not in INSIDE.get(self.open[-1], set()):
            self.found.append(f"{tag} in {self.open[-1] or 'the body'}")
        if "a" in self.open and tag == "a":
            self.found.append("a link in a link")
        if tag == "img" and not (values.get("alt") and values.get("src")):
            self.found.append("a picture without words")
        if WRONG_IN_ADDRESS & set(values.get("href") or ""):
            self.found.append(f"address {values['href']}")
        if values.get("id") in self.ids:
            self.found.append(f"twice: {values['id']}")
        self.ids |= {values["id"]} if "id" in values else set()
        if tag in {"h2", "h3", "h4"}:
            if int(tag[1]) > self.level + 1:
                self.found.append(f"{tag} under h{self.level}")
            self.level = int(tag[1])
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop() != tag:
            self.found.append(f"misplaced end of {tag}")

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open[-1] in WITHOUT_TEXT:
            self.found.append(f"text in {self.open[-1] or 'the body'}")

"""Finds the words in a template that no translator would ever see."""

import re
from html.parser import HTMLParser

from django.template.base import DebugLexer, Token, TokenType

# Stands for whatever a tag or a variable prints.
PRINTED = "\ufffc"
# The same in every language.
SAME_EVERYWHERE = ("1-800-662-HELP", "TTY")
WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = {
    "alt", "aria-label", "aria-description", "aria-roledescription", "label", "placeholder",
    "summary", "title",
}  # fmt: skip
# Blocks that fill a class attribute.
BLOCK_OF_CLASSES = re.compile(r"\w*class|coltype")
HIDDEN_BLOCKS = {"blocktranslate", "blocktrans", "comment", "verbatim"}
# Their quoted words are paths, names or values to compare with.
TAGS_WITHOUT_WORDS = {
    "translate", "trans", "load", "extends", "url", "static", "if", "elif", "now", "block", "cycle",
}  # fmt: skip
LITERAL = re.compile(r"""(?P<before>[\w-]*[=:|]?_?\(?)(["'])(?P<text>.*?)\2""")
SENTENCE = re.compile(r"^[A-Z][a-z]|[^\W\d_]{2,} [^\W\d_]{2,}")
VALUES_WITHOUT_WORDS = ("class=", "classes=", "sizes=", "date:", "time:", "_(")
MESSAGE = r"""\{% translate (?P<quote>["'])(?P<words>(?:(?!(?P=quote)).)+)(?P=quote) %\}"""
PRINTS = r"(?:\{\{|\{% (?:block)?translate )"
# A message that runs on into an element inside the sentence, or into what is printed next.
RUNS_ON = re.compile(
    rf"{MESSAGE}(?:\s*<(?:a|abbr|b|code|em|small|span|strong)\b|(?:</(?:abbr|b|em|strong)>)?\s*{PRINTS})"
)
# A message that goes on after one of these.
GOES_ON = re.compile(rf"(?:\}}\}}|%\}}|</(?:a|abbr|b|code|em|small|span|strong)>)\s*{MESSAGE}")


def untranslated(source: str) -> list[str]:
    """Human text outside of translate tags, as "line N: text"."""
    markup, tags = split(source)
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    return [finding for tag in tags for finding in _literals(tag)] + reader.findings


def glued(source: str) -> list[str]:
    """Messages that are a part of a sentence, as "line N: text". Word order can't change there."""
    ends = [match for match in RUNS_ON.finditer(source) if match["words"][-1] not in ".?!"]
    starts = [match for match in GOES_ON.finditer(source) if match["words"][0].islower()]
    return [
        f"line {source.count(chr(10), 0, match.start('words')) + 1}: {match['words']}"
        for match in (*ends, *starts)
    ]


def split(source: str) -> tuple[str, list[Token]]:
    """The markup with a mark in place of each tag, its lines kept; and the tags."""
    markup: list[str] = []
    tags: list[Token] = []
    until = ""
    for token in DebugLexer(source).tokenize():
        name, _, rest = token.contents.partition(" ")
        lines = "\n" * source[slice(*token.position)].count("\n")
        if until:
            until = "" if token.token_type == TokenType.BLOCK and name == until else until
            markup.append(lines)
        elif token.token_type == TokenType.TEXT:
            markup.append(token.contents)
        elif token.token_type == TokenType.COMMENT:
            markup.append(lines)
        else:
            markup.append(PRINTED + lines)
            tags.append(token)
            if name in HIDDEN_BLOCKS or (name == "block" and BLOCK_OF_CLASSES.fullmatch(rest)):
                until = f"end{name}"
    return "".join(markup), tags


def _literals(tag: Token) -> list[str]:
    """Quoted words that a tag or a filter would show as they stand."""
    name = tag.contents.partition(" ")[0]
    if tag.token_type == TokenType.BLOCK and name in TAGS_WITHOUT_WORDS | HIDDEN_BLOCKS:
        return []
    return [
        f"line {tag.lineno}: {match['text']}"
        for match in LITERAL.finditer(tag.contents)
        if not match["before"].endswith(VALUES_WITHOUT_WORDS) and SENTENCE.search(match["text"])
    ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.findings: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self._silent = tag
        values = {name.strip(PRINTED): value or "" for name, value in attrs}
        spoken = SPOKEN & values.keys()
        if tag == "meta" and "description" in values.get("name", "") + values.get("property", ""):
            spoken |= {"content"} & values.keys()
        if tag == "input" and values.get("type") in {"submit", "button", "reset"}:
            spoken |= {"value"} & values.keys()
        for name in sorted(spoken):
            self._judge(values[name], self.getpos()[0])

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            line = self.getpos()[0] + len(data[: len(data) - len(data.lstrip())].splitlines()) - 1
            self._judge(data, max(line, self.getpos()[0]))

    def _judge(self, text: str, line: int) -> None:
        for phrase in SAME_EVERYWHERE:
            text = text.replace(phrase, "")
        if WORD.search(text):
            self.findings.append(f"line {line}: {' '.join(text.replace(PRINTED, '…').split())}")

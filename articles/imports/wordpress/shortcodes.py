"""WordPress' [shortcodes]: turned into what they stand for where we have it, else kept as text."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from html import escape, unescape

from django.utils.translation import gettext as _

from articles.imports.document import SetAside
from articles.imports.wordpress.media import Media, Shown

_TAG = re.compile(
    r"(?<!\[)\[(?P<end>/?)(?P<name>[A-Za-z][\w-]{0,40})(?P<settings>(?:[\s=/][^\[\]]{0,2000})?)\]"
)
_DOUBLED = re.compile(r"\[(\[/?[A-Za-z][\w-]{0,40}(?:[\s=/][^\[\]]{0,2000})?\])\]")
_SETTING = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_ADDRESS = re.compile(r"""https?://[^\s"'<>\]]+""")
_IMAGE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.IGNORECASE)
_FORMS = re.compile(r"(?:.*form.*|contact-field|mc4wp.*|newsletter.*)", re.IGNORECASE)
# Where a player that is named by a number stands on the web.
_PLAYERS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "wpvideo": "https://videopress.com/v/{}",
    "videopress": "https://videopress.com/v/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
}
_EMBEDS = {
    *_PLAYERS, "embed", "video", "audio", "tweet", "twitter", "instagram", "facebook",
    "soundcloud", "spotify", "googlemaps", "googlevideo", "slideshare", "scribd", "ted", "flickr",
    "archiveorg", "archives", "bandcamp", "kickstarter", "playlist", "hulu", "gist", "polldaddy",
}  # fmt: skip
_CAPTIONS = {"caption", "wp_caption"}


def expanded(text: str, media: Media, aside: list[SetAside]) -> str:
    if "[" not in text:
        return text
    return "".join(_pieces(text, media, aside))


def _pieces(text: str, media: Media, aside: list[SetAside]) -> Iterator[str]:
    tags = list(_TAG.finditer(text))
    ends: dict[str, list[re.Match[str]]] = {}
    for tag in tags:
        if tag["end"]:
            ends.setdefault(tag["name"], []).append(tag)
    done = 0
    reported: set[str] = set()
    for tag in tags:
        if tag.start() < done:
            continue
        end = _end(ends.get(tag["name"], []), tag)
        behind = end.end() if end else tag.end()
        inner = text[tag.end() : end.start()] if end else ""
        made = None if tag["end"] else _made(tag, inner, media, aside)
        if made is not None:
            yield _undoubled(text[done : tag.start()])
            yield made
            done = behind
        elif not tag["end"] and tag["name"] not in reported and _is_meant(tag, end):
            reported.add(tag["name"])
            aside.append(SetAside(tag[0][:200], _("a shortcode that we don’t know, kept as text")))
    yield _undoubled(text[done:])


def _is_meant(tag: re.Match[str], end: re.Match[str] | None) -> bool:
    """A shortcode rather than a word that somebody put into brackets, like [sic]."""
    return bool(end or "=" in tag["settings"] or re.search("[-_]", tag["name"]))


def _end(ends: list[re.Match[str]], tag: re.Match[str]) -> re.Match[str] | None:
    place = bisect_left(ends, tag.end(), key=lambda end: end.start())
    return ends[place] if place < len(ends) and not tag["settings"].endswith("/") else None


def _undoubled(text: str) -> str:
    """[[gallery]] is how one writes about a shortcode."""
    return _DOUBLED.sub(r"\1", text)


def _made(tag: re.Match[str], inner: str, media: Media, aside: list[SetAside]) -> str | None:
    """What the shortcode stands for; None keeps it as text."""
    name = tag["name"].lower()
    settings = _settings(tag["settings"])
    if name in _CAPTIONS:
        return _caption(inner, settings.get("caption", ""))
    if name == "gallery":
        numbers = [number for number in re.split(r"[\s,]+", settings.get("ids", "")) if number]
        pictures = media.gallery(numbers)
        if not pictures:
            aside.append(SetAside(tag[0][:200], _("a gallery without any of its pictures")))
        return "\n\n" + "".join(map(_figure, pictures)) + "\n\n"
    if name in _EMBEDS:
        address = _embedded(name, tag["settings"], inner)
        if not address:
            aside.append(SetAside(tag[0][:200], _("it names nothing that can be a link")))
            return inner
        aside.append(SetAside(address, _("what was embedded is a link now")))
        return f'\n\n<a href="{escape(address)}">{escape(address)}</a>\n\n'
    if _FORMS.fullmatch(name):
        aside.append(SetAside(tag[0][:200], _("a form")))
        return ""
    return None


def _settings(text: str) -> dict[str, str]:
    text = unescape(text).replace("“", '"').replace("”", '"').replace("″", '"')
    return {
        found[1].lower(): found[2] or found[3] or found[4] or ""
        for found in _SETTING.finditer(text)
    }


def _caption(inner: str, words: str) -> str:
    picture = _IMAGE.search(inner)
    if picture is None:
        return inner
    words = words or (inner[: picture.start()] + inner[picture.end() :]).strip()
    return f"\n\n<figure>{picture[0]}<figcaption>{words}</figcaption></figure>\n\n"


def _figure(picture: Shown) -> str:
    size = f'width="{picture.width}" height="{picture.height}"'
    return f'<figure><img src="{escape(picture.url)}" alt="{escape(picture.alt)}" {size}></figure>'


def _embedded(name: str, settings: str, inner: str) -> str:
    """The address of what is shown."""
    if found := _ADDRESS.search(unescape(f"{settings} {inner}")):
        return found[0]
    number = settings.strip(" =\"'/").partition(" ")[0]
    known = name in _PLAYERS and re.fullmatch(r"[\w-]{4,24}", number)
    return _PLAYERS[name].format(number) if known else ""

"""One item of an export in our own terms."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import unquote, urlsplit

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.imports.wordpress.events import Item, TermRef

NOT_SET = "0000-00-00"
# Nobody had a WordPress blog before, and nobody plans so far ahead.
FIRST_YEAR = 1995
FARTHEST = timedelta(days=366)
# A later version that turns the same item into something else counts this up.
RULES = 2
WORDS_FOR_A_TITLE = 8
# Marks of how a post looks, or of where it stands, rather than of what it is about.
LOOKS = {"post_format", "nav_menu", "wp_theme", "wp_template_part_area", "wp_pattern_category"}
TOPICS = {"category", "post_tag", "tag"}


@dataclass(frozen=True, slots=True)
class Record:
    """`key` is WordPress' number of the item; `path` its old address, from the first slash."""

    kind: str
    key: str
    title: str
    slug: str
    status: str
    author: str
    published_at: datetime | None
    modified_at: datetime | None
    content: str
    excerpt: str
    path: str
    terms: tuple[TermRef, ...]
    comments: int
    parent: str
    cover: str
    file_url: str
    alt: str
    has_password: bool
    digest: str
    remarks: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()


def record_of(item: Item, *, at: datetime) -> Record:
    published_at, remarks = _published_at(item, at)
    title, named = _title(item)
    return Record(
        kind=item.get("post_type"),
        key=_number(item.get("post_id")),
        title=title,
        slug=slug_of(item.get("post_name")),
        status=item.get("status"),
        author=item.get("creator"),
        published_at=published_at,
        modified_at=_moment(item.get("post_modified_gmt"), item.get("post_modified")),
        content=item.fields.get("content", ""),
        excerpt=item.get("excerpt"),
        path=path_of(item.get("link")),
        terms=tuple(item.terms),
        comments=item.comments,
        parent=_number(item.get("post_parent")),
        cover=_number(item.meta.get("_thumbnail_id", "")),
        file_url=(
            item.get("attachment_url") or item.meta.get("_wp_attached_file", "") or item.get("guid")
        ),
        alt=" ".join(item.meta.get("_wp_attachment_image_alt", "").split()),
        has_password=bool(item.get("post_password")),
        digest=_digest(item),
        remarks=(*remarks, *named, *_without_place(item)),
        footnotes=_footnotes(item.meta.get("footnotes", "")),
    )


def _without_place(item: Item) -> list[str]:
    """What the item is in its blog and can't be here."""
    words = []
    if item.get("is_sticky") == "1":
        words.append(_("It was pinned to the top of the blog."))
    other = [ref for ref in item.terms if ref.taxonomy not in TOPICS | LOOKS]
    if other:
        named = ", ".join(f"{plain(ref.name)} ({ref.taxonomy})" for ref in other[:20])
        words.append(_("Left out, it is no topic: %(terms)s") % {"terms": named})
    return words


def _footnotes(text: str) -> tuple[str, ...]:
    """HTML of each."""
    try:
        notes = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ()
    notes = notes if isinstance(notes, list) else []
    contents = (note.get("content") for note in notes if isinstance(note, dict))
    return tuple(content for content in contents if isinstance(content, str))


def slug_of(name: str) -> str:
    """WordPress writes letters beyond ASCII by their numbers; those that have a twin stay."""
    return slugify(unquote(name)).strip("-_")


def path_of(link: str) -> str:
    """The part of an address that has to lead on: "/2019/05/x/", or "/?p=12"."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return ""
    path = unquote(parts.path) or "/"
    if parts.query:
        return f"{path}?{parts.query}"
    return "" if path == "/" else path


def _number(text: str) -> str:
    number = text.strip()
    return number.lstrip("0")[:20] if number.isascii() and number.isdigit() else ""


def _title(item: Item) -> tuple[str, list[str]]:
    title = plain(item.get("title"))
    if any(character.isalnum() for character in title):
        return title, []
    words = plain(item.get("excerpt") or item.get("content")).replace("[", " ").split()
    made = " ".join(words[:WORDS_FOR_A_TITLE])
    if made:
        return made, [_("It has no title: this one is its first words.")]
    number = item.get("post_id")
    untitled = _("Untitled %(number)s") % {"number": number}
    return untitled.strip(), [_("It has no title.")]


def plain(html: str) -> str:
    """The words of a line of HTML. WordPress writes "&amp;" in titles and names."""
    return " ".join(unescape(strip_tags(html)).split())


def _published_at(item: Item, at: datetime) -> tuple[datetime | None, list[str]]:
    moment = _moment(item.get("post_date_gmt"), item.get("post_date"))
    if moment is None:
        moment = _mail_date(item.get("pubDate"))
    if moment is None:
        return None, []
    if moment.year < FIRST_YEAR or moment > at + FARTHEST:
        words = _("Its date is %(date)s: is that right?")
        return moment, [words % {"date": moment.date().isoformat()}]
    return moment, []


def _moment(gmt: str, local: str) -> datetime | None:
    zones = ((gmt, UTC), (local, timezone.get_default_timezone()))
    for text, zone in zones:
        if text and not text.startswith(NOT_SET):
            try:
                return datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S").replace(tzinfo=zone)
            except ValueError:
                continue
    return None


def _mail_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return None if moment.year < 1 else moment.replace(tzinfo=moment.tzinfo or UTC)


def _digest(item: Item) -> str:
    """Changes when anything of the item changes that an import would bring in."""
    terms = [[ref.taxonomy, ref.slug, ref.name] for ref in item.terms]
    known = json.dumps([RULES, item.fields, terms, item.meta], sort_keys=True)
    return hashlib.sha256(known.encode()).hexdigest()

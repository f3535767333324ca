"""Links and pictures of all texts that lead nowhere, in a few queries however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from articles.html import quick
from articles.links.addresses import Own, own_address
from articles.links.judging import Verdict, verdict_on
from articles.links.rows import AROUND
from articles.links.states import State, Target
from articles.links.targets import targets
from articles.models import Article, Page
from recovery_site import editions

COLUMNS = ("title", "slug", "language", "published_at", "body")


class Source(NamedTuple):
    """Where a link stands. `model` is "article" or "page"."""

    model: str
    pk: int
    title: str
    path: str
    is_public: bool
    anchors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Finding:
    """`words` are the link's own, or what the picture shows."""

    source: Source
    href: str
    words: str
    verdict: Verdict


class _Use(NamedTuple):
    source: Source
    href: str
    words: str
    own: Own


def links_to_mend(*, at: datetime) -> list[Finding]:
    """What visitors meet first, then hints, then texts that they don't see."""
    sources: dict[str, Source] = {}
    uses = list(_uses(sources, at))
    found = targets({use.own.path for use in uses if use.own.path}, at=at)
    findings = [
        Finding(use.source, use.href, use.words, verdict)
        for use in uses
        if (verdict := _verdict(use, found, sources)).tone != "fine"
    ]
    return sorted(findings, key=_urgency)


def number_to_mend(*, at: datetime) -> int:
    """How many visitors meet, counted once for an edition of the site."""
    return editions.share(editions.settled(at=at), "links to mend", lambda: _count(at))


def _count(at: datetime) -> int:
    return sum(_urgency(finding)[0] == 0 for finding in links_to_mend(at=at))


def _urgency(finding: Finding) -> tuple[int, str, int]:
    source, is_wrong = finding.source, finding.verdict.tone == "wrong"
    rank = (0 if is_wrong else 1) if source.is_public else 2
    return rank, source.title.casefold(), source.pk


def _uses(sources: dict[str, Source], at: datetime) -> Iterator[_Use]:
    """Every own address in a text; fills `sources` by their paths."""
    model: Any
    for model, more in ((Article, ("status", "expires_at")), (Page, ())):
        rows = model.objects.only(*COLUMNS, *more).order_by("pk")
        for row in rows.iterator(chunk_size=200):
            anchors = frozenset(quick.anchors(row.body))
            name, path = row._meta.model_name, row.get_absolute_url()
            source = Source(name, row.pk, row.title, path, row.is_public(at), anchors)
            sources[path] = source
            for href, words in [*quick.links(row.body), *quick.pictures(row.body)]:
                if own := own_address(href):
                    yield _Use(source, href, words, own)


def _verdict(use: _Use, found: dict[str, Target], sources: dict[str, Source]) -> Verdict:
    path, anchor = use.own
    if not path:
        here = Target(State.PUBLIC, use.source.title, anchors=use.source.anchors | AROUND)
        return verdict_on(anchor, here)
    if not path.startswith("/"):
        return Verdict("wrong", _("It does not begin with a slash."))
    target = found[path]
    if target.state == State.PUBLIC and (source := sources.get(path)):
        target = Target(State.PUBLIC, source.title, anchors=source.anchors | AROUND)
    return verdict_on(anchor, target)

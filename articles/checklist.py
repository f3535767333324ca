"""What an editor should look at before an article goes out. Only claims stop it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from articles.claims import Passage, claims_in, passages, question_passages
from articles.html import TextBlock, text_blocks
from articles.html.tree import parse
from articles.models import Wording
from articles.phrases import phrases_in
from articles.readability import TARGET_GRADE, reading_grade

LONGEST_TITLE = 60
SHORTEST_SUMMARY, LONGEST_SUMMARY = 50, 160
_PHONE = re.compile(r"(?<!\d)(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)")


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it is typed: `body` is HTML as the editor has it, before it is cleaned."""

    title: str = ""
    summary: str = ""
    body: str = ""
    reviewer: Any = None
    questions: tuple[tuple[str, str], ...] = ()
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """`field` is where to look, `find` the words there. `stops` keeps it from being published."""

    words: str
    field: str
    is_fine: bool = False
    stops: bool = False
    find: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    checks: list[Check] = field(default_factory=list)

    @property
    def stops(self) -> list[Check]:
        return [check for check in self.checks if check.stops]

    @property
    def warnings(self) -> list[Check]:
        return [check for check in self.checks if not check.is_fine and not check.stops]

    @property
    def fine(self) -> list[Check]:
        return [check for check in self.checks if check.is_fine]


def checklist(draft: Draft) -> Checklist:
    """In two queries: what is watched for is in tables that staff edit."""
    blocks = text_blocks(draft.body)
    text = passages(title=draft.title, summary=draft.summary, body=draft.body)
    text += question_passages(draft.questions)
    return Checklist(
        [
            *_claims(text, draft),
            *_words_about_people(text, draft),
            _title(draft.title),
            _summary(draft.summary),
            _headings(draft.body),
            _pictures(draft.body),
            _grade(blocks),
            _phone(draft.body),
            _reviewer(draft.reviewer),
        ]
    )


def _claims(text: list[Passage], draft: Draft) -> Iterator[Check]:
    claims = claims_in(text, allowed=draft.allowed)
    for claim in claims:
        yield Check(claim.words, claim.passage.field, stops=True, find=claim.passage.text)
    if not claims:
        yield Check(_("It makes no claim that may not be made."), "body", is_fine=True)


def _words_about_people(text: list[Passage], draft: Draft) -> Iterator[Check]:
    rows: Mapping[str, str] = dict(
        Wording.objects.order_by("phrase", "pk").values_list("phrase", "instead")
    )
    may_stand = {phrase.casefold() for phrase in draft.allowed}
    watched = [phrase for phrase in rows if phrase.casefold() not in may_stand]
    found = [(passage, phrase) for passage in text for phrase in phrases_in(passage.text, watched)]
    for passage, phrase in found:
        words = _("“%(phrase)s” %(place)s: better say “%(instead)s”.") % {
            "phrase": phrase,
            "place": passage.place,
            "instead": rows[phrase],
        }
        yield Check(words, passage.field, find=passage.text)
    if not found:
        yield Check(_("It speaks of people with respect."), "body", is_fine=True)


def _title(title: str) -> Check:
    length = len(title.strip())
    if not length:
        return Check(_("It has no title yet."), "title")
    counted = {"length": length, "most": LONGEST_TITLE}
    if length > LONGEST_TITLE:
        words = _("The title has %(length)d characters. Searches cut it after about %(most)d.")
        return Check(words % counted, "title")
    return Check(_("The title has %(length)d characters.") % counted, "title", is_fine=True)


def _summary(summary: str) -> Check:
    length = len(summary.strip())
    counted = {"length": length, "least": SHORTEST_SUMMARY, "most": LONGEST_SUMMARY}
    if not length:
        return Check(_("It has no summary yet."), "summary")
    if SHORTEST_SUMMARY <= length <= LONGEST_SUMMARY:
        words = _("The summary has %(length)d characters.")
        return Check(words % counted, "summary", is_fine=True)
    words = _("The summary has %(length)d characters. Between %(least)d and %(most)d read best.")
    return Check(words % counted, "summary")


def _headings(body: str) -> Check:
    """Of what is typed: saving closes gaps, and the outline may then not be what was meant."""
    levels = [1]
    for heading in (node for node in parse(body).walk() if re.fullmatch(r"h[1-6]", node.tag)):
        level = int(heading.tag[1])
        if level > levels[-1] + 1 or level == 1:
            words = _("The heading “%(text)s” skips a level.") % {"text": heading.text.strip()}
            return Check(words, "body", find=heading.text.strip())
        levels.append(level)
    if len(levels) == 1:
        return Check(_("It has no heading yet. Readers look for one."), "body")
    return Check(_("Its headings are in order."), "body", is_fine=True)


def _pictures(body: str) -> Check:
    pictures = [node for node in parse(body).walk() if node.tag == "img"]
    silent = [node for node in pictures if not node.attrs.get("alt", "").strip()]
    if silent:
        return Check(_("A picture does not say what it shows."), "body")
    return Check(_("Every picture says what it shows."), "body", is_fine=True)


def _grade(blocks: Iterable[TextBlock]) -> Check:
    grade = reading_grade(block.text for block in blocks if block.kind not in {"img", "aside"})
    if grade is None:
        return Check(_("It is too short to tell how easy it reads."), "body")
    counted = {"grade": max(1, round(grade)), "target": TARGET_GRADE}
    if round(grade) > TARGET_GRADE:
        words = _(
            "It reads at grade %(grade)d. Shorter words and sentences bring it to %(target)d."
        )
        return Check(words % counted, "body")
    return Check(_("It reads at grade %(grade)d.") % counted, "body", is_fine=True)


def _phone(body: str) -> Check:
    links = [node.attrs.get("href", "") for node in parse(body).walk() if node.tag == "a"]
    if any(link.startswith("tel:") for link in links) or _PHONE.search(body):
        return Check(_("It names a phone number."), "body", is_fine=True)
    return Check(_("It names no phone number. End with how to reach us."), "body")


def _reviewer(reviewer: Any) -> Check:
    if reviewer:
        return Check(_("It names who reviewed it."), "reviewer", is_fine=True)
    return Check(_("Nobody is named who reviewed it."), "reviewer")

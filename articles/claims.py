"""Claims that may not be made. Nothing that makes one is published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from articles.html import text_blocks
from articles.models import AllowedPhrase, Article, ArticleQuestion, ForbiddenClaim, Page
from articles.phrases import phrases_in


@dataclass(frozen=True, slots=True)
class Passage:
    """`field` is its column, `place` where it is in words; for a body, `text` is one block."""

    field: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    phrase: str
    why: str
    passage: Passage

    @property
    def words(self) -> str:
        return _("“%(phrase)s” may not be claimed (%(place)s). %(why)s") % {
            "phrase": self.phrase,
            "place": self.passage.place,
            "why": self.why,
        }


def passages(*, title: str, summary: str, body: str) -> list[Passage]:
    found = [
        Passage("title", _("in the title"), title),
        Passage("summary", _("in the summary"), summary),
    ]
    for block in text_blocks(body):
        place = _("under “%(heading)s”") % {"heading": block.section}
        if not block.section:
            place = _("before the first heading")
        if block.kind == "img":
            place = _("in what a picture shows, %(place)s") % {"place": place}
        found.append(Passage("body", place, block.text))
    return found


def question_passages(rows: Iterable[tuple[str, str]]) -> Iterator[Passage]:
    for question, answer in rows:
        place = _("in the question “%(question)s”") % {"question": question}
        yield Passage("questions", place, f"{question} {answer}")


def claims_in(found: Iterable[Passage], *, allowed: Iterable[str] = ()) -> list[Claim]:
    """In one query."""
    may_stand = {phrase.casefold() for phrase in allowed}
    whys = dict(ForbiddenClaim.objects.order_by("phrase", "pk").values_list("phrase", "why"))
    watched = [phrase for phrase in whys if phrase.casefold() not in may_stand]
    return [
        Claim(phrase, whys[phrase], passage)
        for passage in found
        for phrase in phrases_in(passage.text, watched)
    ]


def text_of(article: Article) -> list[Passage]:
    return passages(title=article.title, summary=article.summary, body=article.body)


def question_claims(article: Article, rows: Iterable[tuple[str, str]]) -> list[Claim]:
    return claims_in(question_passages(rows), allowed=allowed_in(article))


def allowed_in(article: Article) -> list[str]:
    allowed = AllowedPhrase.objects.filter(article_id=article.pk).order_by("phrase", "pk")
    return list(allowed.values_list("phrase", flat=True))


def refuse_claims(article: Article) -> None:
    """Raises ValidationError for what may not be published, naming each claim and its place."""
    questions = ArticleQuestion.objects.filter(article=article).order_by("position", "pk")
    asked = question_passages(questions.values_list("question", "answer"))
    _refuse(claims_in([*text_of(article), *asked], allowed=allowed_in(article)))


def refuse_claims_in_text(article: Article) -> None:
    """The same without its questions, which are saved apart."""
    _refuse(claims_in(text_of(article), allowed=allowed_in(article)))


def refuse_claims_on_page(page: Page) -> None:
    """The same for a standing page."""
    _refuse(claims_in(passages(title=page.title, summary=page.summary, body=page.body)))


def _refuse(claims: list[Claim]) -> None:
    if claims:
        raise ValidationError([claim.words for claim in claims])

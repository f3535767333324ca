"""What an editor is told before an article goes out."""

from pathlib import Path

import pytest

from articles.checklist import Draft, checklist
from articles.imports import parse
from articles.models import ForbiddenClaim, Wording
from articles.starter.loading import HERE

pytestmark = pytest.mark.django_db
EASY = "<p>" + "Call us at any hour. We will pick up the phone and talk with you. " * 4 + "</p>"
GOOD = Draft(
    title="What the first week is like",
    summary="Who meets you at the door, where you sleep, and what you eat on the first day.",
    body=f'<h2>At the door</h2>{EASY}<p>Call <a href="tel:+18332851315">us</a>.</p>',
    reviewer=1,
)


@pytest.fixture(autouse=True)
def lists() -> None:
    ForbiddenClaim.objects.get_or_create(phrase="guarantee", defaults={"why": "Nobody can."})
    Wording.objects.get_or_create(phrase="addict", defaults={"instead": "person with an addiction"})


def but(**changes) -> Draft:
    return Draft(**{name: getattr(GOOD, name) for name in Draft.__slots__} | changes)


def test_a_good_article_has_nothing_to_look_at() -> None:
    found = checklist(GOOD)
    assert [check.words for check in (*found.stops, *found.warnings)] == []
    assert len(found.fine) == 9


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"title": ""}, "title", "no title"),
        ({"title": "x" * 61}, "title", "61 characters"),
        ({"summary": ""}, "summary", "no summary"),
        ({"summary": "x" * 49}, "summary", "49 characters"),
        ({"summary": "x" * 161}, "summary", "161 characters"),
        ({"body": GOOD.body + "<h4>Deep</h4>"}, "body", "“Deep” skips a level"),
        ({"body": EASY + GOOD.body.replace("h2", "b")}, "body", "no heading"),
        ({"body": GOOD.body + '<img src="/media/x.jpg" alt=" ">'}, "body", "does not say"),
        ({"body": GOOD.body.replace(EASY, "")}, "body", "too short"),
        ({"body": GOOD.body.replace("tel:", "/x/")}, "body", "no phone"),
        ({"reviewer": None}, "reviewer", "Nobody is named"),
        ({"title": "For addicts"}, "title", "“addict” in the title"),
        ({"questions": (("Am I an addict?", "No."),)}, "questions", "in the question"),
    ],
)
def test_each_thing_is_found_at_its_field(changes: dict, field: str, words: str) -> None:
    [check] = checklist(but(**changes)).warnings
    assert (check.field, check.stops) == (field, False)
    assert words in check.words


def test_hard_words_are_told_by_their_grade() -> None:
    hard = "Multidisciplinary rehabilitation interventions necessitate considerable organization. "
    [check] = checklist(but(body=GOOD.body + f"<p>{hard * 9}</p>")).warnings
    assert "It reads at grade" in check.words


def test_a_phone_number_in_the_text_is_enough() -> None:
    plain = GOOD.body.replace('<a href="tel:+18332851315">us</a>', "833-285-1315")
    assert checklist(but(body=plain)).warnings == []


def test_only_a_claim_stops_it() -> None:
    [claim] = checklist(but(summary=GOOD.summary + " Guaranteed.")).stops
    assert claim.field == "summary"


def test_what_may_stand_is_no_finding() -> None:
    draft = but(title="Guarantees for addicts", allowed=("Guarantee", "Addict"))
    assert checklist(draft).stops == checklist(draft).warnings == []


def test_a_long_article_takes_no_more_questions(django_assert_num_queries) -> None:
    with django_assert_num_queries(2):
        checklist(but(body=GOOD.body * 12))


@pytest.mark.parametrize("file", sorted(HERE.glob("*/*.md")), ids=lambda file: file.stem)
def test_what_we_begin_with_passes(file: Path) -> None:
    document = parse(file.read_bytes(), file.name)
    rows = document.settings.get("questions", [])
    draft = Draft(
        document.title,
        document.summary,
        document.html,
        reviewer=1,
        questions=tuple((row["question"], row["answer"]) for row in rows),
    )
    found = checklist(draft)
    assert [check.words for check in (*found.stops, *found.warnings)] == []

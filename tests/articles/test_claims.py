"""What may not be claimed is not published, wherever it stands."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from articles import actions
from articles.claims import claims_in, passages, refuse_claims
from articles.models import AllowedPhrase, Article, ArticleQuestion, ForbiddenClaim, Page, Wording
from articles.phrases import phrases_in
from tests.factories.articles import NOON, make_article, make_page, make_picture, make_published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def claim() -> ForbiddenClaim:
    ForbiddenClaim.objects.all().delete()
    return ForbiddenClaim.objects.create(phrase="guarantee", why="Nobody can.")


def refused(act: Callable) -> str:
    with pytest.raises(ValidationError) as error:
        act()
    return " ".join(error.value.messages)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"title": "Guaranteed recovery"}, "in the title"),
        ({"summary": "We guarantee it."}, "in the summary"),
        ({"body": "<p>We guarantee it.</p>"}, "before the first heading"),
        ({"body": "<h2>Cost</h2><ul><li>We <em>guar</em>antee it.</li></ul>"}, "under “Cost”"),
        ({"body": "<h2>Guarantees</h2><p>x</p>"}, "under “Guarantees”"),
    ],
)
def test_publishing_names_the_claim_and_its_place(fields: dict, place: str) -> None:
    article = make_article(**fields)
    words = refused(lambda: actions.publish(article=article, by=None, at=NOON))
    assert "“guarantee”" in words
    assert place in words
    assert "Nobody can." in words
    article.refresh_from_db()
    assert article.status == "draft"


def test_what_a_picture_shows_is_read_too() -> None:
    src = make_picture().files.webp_url
    article = make_article(body=f'<figure><img src="{src}" alt="We guarantee it."></figure>')
    words = refused(lambda: actions.publish(article=article, by=None, at=NOON))
    assert "what a picture shows" in words


def test_questions_and_answers_are_read_too() -> None:
    article = make_article()
    ArticleQuestion.objects.create(article=article, question="Safe?", answer="Guaranteed.")
    words = refused(lambda: actions.publish(article=article, by=None, at=NOON))
    assert "in the question “Safe?”" in words


def test_it_may_stand_where_somebody_said_why() -> None:
    article = make_article(body="<p>Nobody can guarantee it.</p>")
    AllowedPhrase.objects.create(
        article=article, phrase="Guarantee", reason="We say that we don't."
    )
    actions.publish(article=article, by=None, at=NOON)
    assert article.status == "published"


def test_what_is_published_does_not_get_it_later() -> None:
    article = make_published()
    words = refused(
        lambda: actions.revise(article=article, by=None, at=NOON, summary="Guaranteed.")
    )
    assert "in the summary" in words
    assert Article.objects.get().summary != "Guaranteed."


def test_a_draft_may_say_it_until_it_is_published() -> None:
    article = make_article()
    actions.revise(article=article, by=None, at=NOON, summary="Guaranteed.")
    assert Article.objects.get().summary == "Guaranteed."


def test_a_standing_page_is_held_to_it() -> None:
    page = make_page()
    changes = {"body": "<p>We guarantee it.</p>"}
    refused(lambda: actions.save_page(page=page, by=None, at=timezone.now(), **changes))
    assert "guarantee" not in Page.objects.get().body


def test_a_long_list_and_a_long_text_take_one_question(django_assert_num_queries) -> None:
    ForbiddenClaim.objects.bulk_create(
        ForbiddenClaim(phrase=f"claim {number}", why="x") for number in range(12)
    )
    article = make_article(body="<p>text</p>" * 50)
    with django_assert_num_queries(3):
        refuse_claims(article)


@pytest.mark.parametrize("model", [ForbiddenClaim, Wording])
def test_a_phrase_is_on_a_list_once(model: type) -> None:
    model.objects.create(phrase="Only once")
    with pytest.raises(IntegrityError):
        model.objects.create(phrase="only ONCE")


@pytest.mark.parametrize(
    "second", [{"phrase": "CURE", "reason": "x"}, {"phrase": "y", "reason": ""}]
)
def test_what_may_stand_is_named_once_and_with_its_reason(second: dict) -> None:
    article = make_article()
    AllowedPhrase.objects.create(article=article, phrase="cure", reason="A title.")
    with pytest.raises(IntegrityError):
        AllowedPhrase.objects.create(article=article, **second)


def test_markup_is_not_a_way_around() -> None:
    text = passages(title="", summary="", body="<p>100&nbsp;% con<strong>fid</strong>ential</p>")
    assert phrases_in(text[-1].text, ["100 % confidential"]) == ["100 % confidential"]
    assert claims_in(text) == []

"""A review is asked for with a note, and answered with one."""

import pytest
from django.db import IntegrityError, transaction

from articles import actions
from articles.models import ReviewRequest
from tests.factories.accounts import make_staff
from tests.factories.articles import EARLIER, NOON, make_article

pytestmark = pytest.mark.django_db


def test_a_note_goes_with_the_request_and_the_answer_comes_back() -> None:
    writer, reviewer = make_staff(name="Ana Ruiz"), make_staff(name="Bo Lind")
    article = make_article()
    actions.submit(article=article, by=writer, at=EARLIER, note="Is the dose right?")
    actions.return_to_draft(article=article, by=reviewer, at=NOON, note="Cite a source.")
    review = ReviewRequest.objects.get()
    assert (review.asked_by, review.asked_at, review.note) == (
        writer,
        EARLIER,
        "Is the dose right?",
    )
    assert (review.answered_by, review.answered_at, review.answer) == (
        reviewer,
        NOON,
        "Cite a source.",
    )


@pytest.mark.parametrize("move", [actions.publish, actions.archive, actions.return_to_draft])
def test_each_way_out_of_review_answers_it(move) -> None:
    article = make_article()
    actions.submit(article=article, by=None, at=EARLIER)
    move(article=article, by=None, at=NOON)
    assert ReviewRequest.objects.get().answered_at == NOON


def test_a_second_round_is_a_request_of_its_own() -> None:
    article = make_article()
    for _ in range(2):
        actions.submit(article=article, by=None, at=EARLIER)
        actions.return_to_draft(article=article, by=None, at=NOON, note="Again.")
    assert ReviewRequest.objects.count() == 2


def test_one_request_is_open_at_a_time() -> None:
    article = make_article()
    values = {"article": article, "asked_at": EARLIER}
    ReviewRequest.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        ReviewRequest.objects.create(**values)
    ReviewRequest.objects.create(**values, answered_at=NOON)


def test_an_answer_has_a_time() -> None:
    with pytest.raises(IntegrityError):
        ReviewRequest.objects.create(article=make_article(), asked_at=EARLIER, answer="Fine.")

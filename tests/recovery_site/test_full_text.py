"""Words are words: accents, beginnings, and whatever else somebody may type."""

import pytest

from listings.models import SearchText
from recovery_site.full_text import matching, plain
from tests.factories.listings import make_house

pytestmark = pytest.mark.django_db


def found(question: str) -> bool:
    sql, parameters = matching("listings_searchtext", "words", question)
    rows = SearchText.objects.extra(where=[sql], params=parameters)  # noqa: S610  # what is tested
    return rows.exists()


@pytest.fixture(autouse=True)
def text():
    words = plain("Casa Ceiba de Corazón, a quiet 12-step house at O’Neill’s Jardín; año 2026")
    return SearchText.objects.create(house=make_house(), language="en", words=words)


@pytest.mark.parametrize(
    "question",
    [
        "quiet", "QUIET", "qui", "corazon", "corazón", "CORAZÓN", "corazo\u0301n", "jard ceib",
        "ceiba casa", "12", "12-step", "step 12", "o'neill", "neill",
        "ano", "año", "  quiet  ", "quiet!", "“quiet”", "20",
    ],
)  # fmt: skip
def test_it_is_found(question):
    assert found(question)


@pytest.mark.parametrize(
    "question",
    [
        "loud", "uiet", "quiet loud", "NOT quiet", "quiet OR loud", "quiet AND casa",
        "loud* OR quiet", "words:quiet", "NEAR(casa ceiba)", "-quiet loud", "quiet | loud",
        "!loud quiet", "quiet <-> loud", "", "!!!", "\u202e", "🏠",
    ],
)  # fmt: skip
def test_it_is_not_found(question):
    assert not found(question)


@pytest.mark.parametrize(
    "question",
    [
        '"quiet', "quiet*", "(quiet", "quiet)", "quiet:", "quiet:*", "'quiet", "quiet\\",
        "^quiet", "{quiet}", "quiet & ", "& quiet", "quiet ' --", "quiet;",
    ],
)  # fmt: skip
def test_signs_between_the_words_mean_nothing(question):
    assert found(question)


def test_a_question_of_a_thousand_words_is_answered():
    assert not found("loud " * 1000)


def test_what_is_changed_or_removed_is_no_longer_found(text):
    SearchText.objects.filter(pk=text.pk).update(words="loud")
    assert (found("quiet"), found("loud")) == (False, True)
    SearchText.objects.filter(pk=text.pk).delete()
    assert not found("loud")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("José’s  Café_Bar", "jose s cafe bar"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("", ""),
        ("—!?", ""),
    ],
)
def test_plain_words(text, words):
    assert plain(text) == words

"""What somebody types finds the articles that say it, and those that are public alone."""

from datetime import timedelta

import pytest

from articles import actions
from articles.models import Article, ArticleQuestion, ArticleText, Topic
from tests.articles.search.asked import ask, titles, unmarked
from tests.factories.articles import NOON, make_article, make_published, make_topic

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_published(
        title="What a week in a sober house costs",
        summary="Rent, food and the deposit.",
        body="<h2>Paying by the month</h2><p>Families often pay monthly. Café José helps. "
        "Ask about medications such as buprenorphine at 12-step meetings.</p>",
        topics=(make_topic("Money matters"),),
    )


@pytest.mark.parametrize(
    "question",
    [
        "costs", "COST", "costing", "family", "family's", "families", "medication",
        "cafe", "café", "CAFÉ", "jose", "12", "12-step", "step meeting",
        "bupr", "buprenorphine medic", "money", "paying month", "deposit",
        '"sober house"', '"pay monthly"', "“sober house”", '"sober house" deposit',
        "how does a week cost", "what is the deposit for",
        "  week  ", "week!", "week\N{NO-BREAK SPACE}house",
    ],
)  # fmt: skip
def test_it_is_found(article, question):
    assert titles(question) == [article.title]


@pytest.mark.parametrize(
    "question",
    [
        "loud", "osts", "bupr monthly", "rent loud", '"house sober"', '"sober hous"', '"cost week"',
        "rent OR loud", "NOT rent", "-rent loud", "title:loud", "NEAR(rent loud)", "rent | loud",
        "!loud", "rent <-> loud", "zqloud", "zqcost", "", "!!!", "\0", "\u202e", "🏠", '""', '"',
    ],
)  # fmt: skip
def test_it_is_not_found(article, question):
    assert titles(question) == []


@pytest.mark.parametrize(
    "question",
    [
        '"rent', 'rent"', "rent*", "(rent", "rent)", "rent:*", "'rent", "rent\\", "^rent", "{rent}",
        "rent &", "& rent", "rent ' --", "rent; DROP TABLE articles_article", "%rent%", "rent\0",
    ],
)  # fmt: skip
def test_signs_mean_nothing(article, question):
    found = titles(question.replace("DROP TABLE articles_article", ""))
    assert found == [article.title]


@pytest.mark.parametrize("question", ["week " * 500, "x" * 5_000, '"' * 200, "a" * 119 + "é"])
def test_what_is_far_too_long_is_answered(article, question):
    assert ask(question).total in (0, 1)


def test_words_that_say_nothing_are_looked_for_when_they_are_all(article):
    assert titles("in a") == [article.title]
    assert titles("for you") == []


def test_a_title_weighs_more_than_a_summary_and_that_more_than_the_text():
    make_published(title="A", body="<p>Nothing of it, but a deposit.</p>")
    make_published(title="B", body="<h2>The deposit</h2><p>Nothing of it, but a word.</p>")
    make_published(title="C", summary="The deposit.", body="<p>Nothing of it, but a word.</p>")
    make_published(title="The deposit", body="<p>Nothing of it, but a word.</p>")
    assert titles("deposit") == ["The deposit", "C", "B", "A"]


def test_questions_and_answers_are_searched_too(article):
    ArticleQuestion.objects.create(article=article, question="May dogs stay?", answer="Small ones.")
    assert titles("dog") == titles("small ones") == [article.title]


def test_ten_make_a_page_and_a_page_too_far_is_the_last():
    for _ in range(12):
        make_published(body="<p>Deposit.</p>")
    first, second = ask("deposit"), ask("deposit", page=2)
    assert (first.total, first.pages, len(first.results), len(second.results)) == (12, 2, 10, 2)
    assert ask("deposit", page=99).page == 2
    assert {r.article.pk for r in first.results}.isdisjoint(r.article.pk for r in second.results)


def test_a_topic_has_its_own_search(article):
    other = make_published(body="<p>The deposit.</p>")
    topic = Topic.objects.get(name="Money matters")
    assert titles("deposit", topic=topic) == [article.title]
    assert set(titles("deposit")) == {article.title, other.title}


def test_each_language_is_searched_by_itself(article):
    make_published(language="tlh", body="<p>Deposit houses.</p>")
    assert titles("deposit") == [article.title]
    assert ask("houses", language="tlh").total == 1
    assert ask("house", language="tlh").total == 1  # a beginning
    assert ask("housing", language="tlh").total == 0  # no English stems


def test_what_is_hidden_is_never_found(article):
    make_article(body="<p>Secret.</p>")
    make_published(body="<p>Secret.</p>", published_at=NOON)
    make_published(body="<p>Secret.</p>", published_at=NOON - timedelta(days=9), expires_at=NOON)
    for minutes, found in ((-1, 1), (0, 1)):
        assert ask("secret", at=NOON + timedelta(minutes=minutes)).total == found
    assert ask("secret", at=NOON - timedelta(days=10)).total == 0


def test_a_change_is_found_at_once_whoever_makes_it(article):
    assert titles("gibberish") == []
    Article.objects.update(body="<p>Now gibberish.</p>")
    assert titles("gibberish") == [article.title]
    Topic.objects.update(name="Nonsense")
    assert titles("nonsense") == [article.title]
    actions.archive(article=article, by=None, at=NOON)
    assert titles("gibberish") == []
    Article.objects.all().delete()
    ask("gibberish")
    assert not ArticleText.objects.exists()


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("depozit", "deposit"),
        ("Medicatoin week", "Medicatoin week"),
        ("hosue costs", "house costs"),
        ('"sober hause"', '"sober house"'),
        ("qwertyuiop", ""),
        ("deposit loud", ""),
    ],
)
def test_a_word_that_finds_nothing_offers_the_nearest_known_one(article, typed, instead):
    ArticleQuestion.objects.create(article=article, question="Which medication?", answer="Any.")
    found = ask(typed)
    expected = instead.replace("Medicatoin", "medication")
    assert (found.total, found.instead) == (0, expected)


def test_where_nothing_has_all_of_it_a_few_have_some(article):
    found = ask("deposit loud")
    assert (found.total, found.results) == (0, [])
    assert [result.article for result in found.others] == [article]
    assert ask("loud").others == ask("loud quiet").others == []


def test_a_hidden_article_suggests_nothing():
    make_published(title="Deposit", published_at=NOON + timedelta(days=1))
    assert ask("depozit", at=NOON).instead == ""


def test_passages_show_where_it_stands(article):
    [result] = ask("medication cost").results
    assert result.title == "What a week in a sober house <mark>costs</mark>"
    assert result.passage.startswith("Ask about <mark>medications</mark> such")
    assert unmarked(result.title) == article.title

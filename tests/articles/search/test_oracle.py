"""The search against a recount in plain Python, over articles that are made of few words."""

from datetime import timedelta
from random import Random

import pytest

from articles.models import Article
from tests.articles.search.asked import ask
from tests.factories.articles import NOON, make_person, make_published

pytestmark = pytest.mark.django_db

# By stem the forms that it has here; so the recount needs no stemmer.
FAMILIES = {
    "hous": ["house", "houses", "housing"],
    "famili": ["family", "families", "Familiés"],
    "relaps": ["relapse", "relapsing", "RELAPSED"],
    "medic": ["medication", "medications"],
    "medicin": ["medicine"],
    "rent": ["rent", "rents"],
    "12": ["12"],
    "ñandú": ["ñandú"],
}
PLAIN = {"Familiés": "families", "RELAPSED": "relapsed", "ñandú": "nandu"}
WORDS = [word for words in FAMILIES.values() for word in words]
STEM = {PLAIN.get(word, word): stem for stem, words in FAMILIES.items() for word in words}
DAY = timedelta(days=1)


def plain(word: str) -> str:
    return PLAIN.get(word, word)


def build(rng: Random, number: int) -> dict[int, list[str]]:
    """The plain words of each article by its key."""
    author, texts = make_person(), {}
    for _ in range(number):
        columns = {name: rng.choices(WORDS, k=rng.randint(1, 4)) for name in ("title", "summary")}
        body = rng.choices(WORDS, k=rng.randint(0, 8))
        article = make_published(
            **{name: " ".join(words) for name, words in columns.items()},
            body=f"<p>{' '.join(body)}.</p>" if body else "<p>x</p>",
            author=author,
            published_at=NOON + rng.choice((-9, -1, 0, 1)) * DAY,
            expires_at=rng.choice((None, NOON + 5 * DAY)),
        )
        columns["body"] = body
        texts[article.pk] = [[plain(word) for word in words] for words in columns.values()]
    return texts


def expected(texts: dict, words: list[str], phrase: list[str], at) -> set[int]:
    public = {article.pk for article in Article.objects.all() if article.is_public(at)}
    return {key for key in texts if key in public and has_all(texts[key], words, phrase)}


def has_all(columns: list[list[str]], words: list[str], phrase: list[str]) -> bool:
    every = [word for column in columns for word in column]
    for number, word in enumerate(words):
        same = [one for one in every if STEM.get(word, word) == STEM.get(one, one)]
        if number == len(words) - 1 and len(word) > 1:
            same += [one for one in every if one.startswith(word)]
        if not same:
            return False
    length = len(phrase)
    return not phrase or any(
        column[start : start + length] == phrase
        for column in columns
        for start in range(len(column))
    )


def test_it_finds_what_a_recount_finds(effort):
    rng = Random(7)
    texts = build(rng, effort(40, 400))
    found_some = 0
    for _ in range(effort(120, 4_000)):
        words = [plain(word) for word in rng.choices(WORDS, k=rng.randint(0, 3))]
        if words and rng.random() < 0.5:
            words[-1] = words[-1][: rng.randint(1, 6)]
        phrase = [plain(word) for word in rng.choices(WORDS, k=rng.choice((0, 0, 1, 2)))]
        question = " ".join(words) + (f' "{" ".join(phrase)}"' if phrase else "")
        at = NOON + rng.choice((-2, 0, 2, 6)) * DAY
        wanted = expected(texts, words, phrase, at) if words or phrase else set()
        found = ask(question, at=at)
        pages = [ask(question, at=at, page=number + 1) for number in range(found.pages)]
        keys = {result.article.pk for page in pages for result in page.results}
        assert keys == wanted, question
        assert found.total == len(wanted)
        found_some += bool(wanted)
    assert found_some > 30

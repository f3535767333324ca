"""The nearest word that articles use, for one that none of them has.

Known are the words of titles, summaries, headings, topics and questions of the articles that are
public now: few thousand of them, and few misspelled. They are read once for an edition, and only
when somebody's question finds nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches

from articles.models import ArticleText
from articles.querysets import ArticleQuerySet
from recovery_site.editions import remember
from recovery_site.full_text import WORD, plain
from recovery_site.ranked_text import EMPTY, MARK

MOST_ARTICLES = 2_000  # the newest
SHORTEST = 3
FURTHEST = 2  # letters more or less
ALIKE = 0.7


def nearest_known(
    words: Iterable[str], public: ArticleQuerySet, *, language: str, edition: int | None
) -> dict[str, str]:
    """By word the known one that is nearest, for those that have one."""
    words = [word for word in words if len(word) >= SHORTEST]
    if not words:
        return {}
    known = remember(edition, f"article-words:{language}", lambda: _known(public, language))
    near = {}
    for word in words:
        candidates = [one for one in known if abs(len(one) - len(word)) <= FURTHEST]
        for found in get_close_matches(word, candidates, n=1, cutoff=ALIKE):
            near[word] = found
    return near


def readable_again(question: str, near: dict[str, str]) -> str:
    """`question` with other words in the places of those in `near`."""

    def other(match: re.Match[str]) -> str:
        return near.get(plain(match[0]), match[0])

    return WORD.sub(other, question)


def _known(public: ArticleQuerySet, language: str) -> list[str]:
    """The most used first."""
    newest = public.newest_first().values("pk")[:MOST_ARTICLES]
    texts = ArticleText.objects.filter(article__in=list(newest.values_list("pk", flat=True)))
    counted: Counter[str] = Counter()
    for columns in texts.values_list("title", "summary", "headings"):
        counted.update(word for column in columns for word in column.split())
    dull = EMPTY.get(language, frozenset())
    return [
        word
        for word, _times in counted.most_common()
        if len(word) >= SHORTEST and not word.startswith(MARK) and word not in dull
    ]

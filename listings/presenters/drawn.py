"""Rows that stand many times on a house's page, most of them as in other houses.

By functions, because that is what they cost: each is drawn once for a language.
"""

from collections.abc import Iterable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from listings.presenters.answers import Question
from listings.presenters.rooms import BedWords
from listings.presenters.rows import Row

# In letters: what fits beside its label on one line.
MOST_WORDS, MOST_LABEL = 20, 32


def fact_rows(rows: Iterable[Row]) -> SafeString:
    """What is known, row by row, and whom to ask for the rest."""
    language = get_language() or ""
    drawn = "\n".join(_fact_row(language, row) for row in rows)
    return mark_safe(f'<dl class="fact-rows">{drawn}</dl>')  # noqa: S308  escaped in _fact_row


@lru_cache(maxsize=10_000)
def _fact_row(language: str, row: Row) -> str:
    value = escape(capfirst(row.value)) if row.value else _ask()
    note = f"<small>{escape(row.note)}</small>" if row.note else ""
    return f"<div{_row_class(row)}><dt>{escape(row.label)}</dt><dd>{value}{note}</dd></div>"


def _row_class(row: Row) -> str:
    if not row.value:
        return ' class="fact-open"'
    is_short = not row.note and len(row.value) < MOST_WORDS and len(row.label) < MOST_LABEL
    return ' class="fact-short"' if is_short else ""


def answers(questions: Iterable[Question]) -> SafeString:
    """The questions of a group."""
    language = get_language() or ""
    return mark_safe("".join(_answer(language, question) for question in questions))  # noqa: S308  escaped in _answer


@lru_cache(maxsize=5_000)
def _answer(language: str, question: Question) -> str:
    answer = escape(question.answer) if question.answer else _ask()
    ask = ""
    if question.ask:
        words = escape(_("Ask too: %(ask)s") % {"ask": question.ask})
        ask = f" <small>{words}</small>"
    return f"<dt>{escape(question.text)}</dt><dd>{answer}{ask}</dd>"


def _ask() -> str:
    return render_to_string("components/_ask_us.html")


def drawn_beds(beds: Iterable[BedWords]) -> SafeString:
    """The beds of a room."""
    language = get_language() or ""
    beds_ = (_bed(language, bed["name"], bed["tone"], bed["words"]) for bed in beds)
    return mark_safe("\n".join(beds_))  # noqa: S308  escaped in _bed


@lru_cache(maxsize=5_000)
def _bed(language: str, name: str, tone: str, words: str) -> str:
    label = escape(_("Bed %(name)s") % {"name": name})
    state = f'<span class="availability availability-{tone}">{escape(words)}</span>'
    return f'<li class="bed bed-{tone}"><b>{label}</b> {state}</li>'

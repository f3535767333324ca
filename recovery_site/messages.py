"""Translations that are found once for a process, and in which language without a detour.

Python looks for each message in several catalogs, twice in each, and in those of the languages
behind it. Before that, Django asks which language is on, of a store that is made for tasks which
change threads and takes longer than the rest. A house page says over 200 messages.
"""

from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import trans_real

MOST = 10_000  # far more than there are; so what is no message of ours can't fill the memory


class Active:
    """The language that is on, in this thread or task: in place of Django's `asgiref.Local`.

    That one is built on such a variable as well, with locks and copies around it.
    """

    def __init__(self) -> None:
        self._on: ContextVar[Any] = ContextVar("language", default=None)

    @property
    def value(self) -> Any:
        on = self._on.get()
        if on is None:
            raise AttributeError("value")
        return on

    @value.setter
    def value(self, language: Any) -> None:
        self._on.set(language)

    @value.deleter
    def value(self) -> None:
        self._on.set(None)


def remember_messages() -> None:
    """In each language of the site. A language that is read anew forgets what it found."""
    for code, _name in settings.LANGUAGES:
        words = trans_real.translation(code)
        words.gettext = lru_cache(maxsize=MOST)(words.gettext)  # type: ignore[method-assign]  # what Django has is replaced on purpose


def know_the_language() -> None:
    """Before any is activated."""
    trans_real._active = Active()  # type: ignore[attr-defined]  # what Django has is replaced on purpose

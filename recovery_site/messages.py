"""Translations that are found once for a process.

Python looks for each message in several catalogs, twice in each, and in those of the languages
behind it; a house page has hundreds of messages.
"""

from functools import lru_cache

from django.conf import settings
from django.utils.translation import trans_real

MOST = 10_000  # far more than there are; so what is no message of ours can't fill the memory


def remember_messages() -> None:
    """In each language of the site. A language that is read anew forgets what it found."""
    for code, _name in settings.LANGUAGES:
        words = trans_real.translation(code)
        words.gettext = lru_cache(maxsize=MOST)(words.gettext)  # type: ignore[method-assign]

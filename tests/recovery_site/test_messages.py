"""Translations are remembered, each in its own language."""

import gettext

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, trans_real

from recovery_site.messages import remember_messages

RENT = "Rent"
LAZY = gettext_lazy(RENT)


class Spanish(gettext.NullTranslations):
    """Counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def gettext(self, message: str) -> str:
        self.asked += 1
        return {RENT: "Alquiler"}.get(message, message)

    def to_language(self) -> str:
        return "es"


@pytest.fixture
def spanish(monkeypatch, settings) -> Spanish:
    settings.LANGUAGES = [("en", "English"), ("es", "Español")]
    words = Spanish()
    monkeypatch.setattr(
        trans_real, "_translations", {"es": words, "en": trans_real.translation("en")}
    )
    remember_messages()
    return words


def test_a_message_is_looked_for_once(spanish: Spanish):
    with translation.override("es"):
        assert [_(RENT), _(RENT), str(LAZY)] == ["Alquiler"] * 3
    assert spanish.asked == 1


def test_each_language_has_its_own_words(spanish: Spanish):
    found = []
    for language in ("es", "en", "es"):
        with translation.override(language):
            found += [_(RENT), str(LAZY)]
    assert found == ["Alquiler", "Alquiler", "Rent", "Rent", "Alquiler", "Alquiler"]

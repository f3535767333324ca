"""Translations are remembered, each in its own language."""

import gettext
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, trans_real

from recovery_site.messages import Active, remember_messages

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


@pytest.fixture
def started(monkeypatch) -> None:
    """As a process is when the site starts. Django takes it back in tests that change languages."""
    monkeypatch.setattr(trans_real, "_active", trans_real._active)
    apps.get_app_config("recovery_site").ready()
    assert isinstance(trans_real._active, Active)


def test_each_thread_has_its_own_language(started):
    with ThreadPoolExecutor(1) as other, translation.override("es"):
        assert other.submit(translation.get_language).result() == "en"
        other.submit(translation.activate, "de").result()
        assert translation.get_language() == "es"
        assert other.submit(translation.get_language).result() == "de"


def test_when_none_is_on_it_is_the_language_of_the_site(started):
    with translation.override("es"):
        translation.deactivate()
        assert translation.get_language() == "en"
        translation.deactivate_all()
        assert translation.get_language() is None
        assert _(RENT) == "Rent"

"""How many years of school a text asks for.

Flesch–Kincaid grade level (Kincaid, Fishburne, Rogers and Chissom, 1975: "Derivation of new
readability formulas for Navy enlisted personnel", Research Branch Report 8-75):

    0.39 × words per sentence + 11.8 × syllables per word - 15.59

Headings count as sentences of their own. It says nothing of a text of a few words.
"""

import re
from collections.abc import Iterable

TARGET_GRADE = 8
FEWEST_WORDS = 30
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d[\d,.]*")
_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")
_VOWELS = re.compile(r"[aeiouy]+")
# Two vowels that are two syllables.
_APART = re.compile(
    r"(?<![tscg])ia(?!l)|io(?!us|n)|(?<![gq])ua(?!r)|(?<!p)eo(?!u)|ea$|iet|[aeo]ing|(?<!c)ious"
)
_SILENT_END = re.compile(
    r"(?:(?<![aeiouyl])e|(?<=[aeiouy])le|(?<![aeiouydt])ed|(?<![aeiouyscxzlg])es)$"
)


def syllables(word: str) -> int:
    """By rules of English spelling; never less than one. Figures count as one word said short."""
    letters = re.sub(r"[^a-z]", "", word.casefold().replace("’", "'").removesuffix("'s"))
    if not letters:
        return 1
    spoken = _SILENT_END.sub("", letters) if len(letters) > 3 else letters
    return max(1, len(_VOWELS.findall(spoken)) + len(_APART.findall(spoken)))


def sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text) if _WORD.search(part)]


def reading_grade(texts: Iterable[str]) -> float | None:
    """Of blocks of text; None where there are too few words to tell."""
    said = [sentence for text in texts for sentence in sentences(text)]
    words = [word for sentence in said for word in _WORD.findall(sentence)]
    if len(words) < FEWEST_WORDS:
        return None
    spoken = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(said) + 11.8 * spoken / len(words) - 15.59

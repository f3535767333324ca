"""What forms of an English word have in common: Porter's algorithm, with his own two amendments.

The databases can stem, but each in its own way, and only one of them drops "how" and "what". So
that both find the same, words are stemmed here, on their way in and in a question.
"""

import re
from functools import lru_cache

STEP_2 = {
    "ational": "ate", "tional": "tion", "enci": "ence", "anci": "ance", "izer": "ize",
    "bli": "ble", "logi": "log", "alli": "al", "entli": "ent", "eli": "e", "ousli": "ous",
    "ization": "ize", "ation": "ate", "ator": "ate", "alism": "al", "iveness": "ive",
    "fulness": "ful", "ousness": "ous", "aliti": "al", "iviti": "ive", "biliti": "ble",
}  # fmt: skip
STEP_3 = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "ful": "", "ness": "",
}  # fmt: skip
STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
    "ism", "ate", "iti", "ous", "ive", "ize",
)  # fmt: skip
_LETTERS = re.compile("[a-z]{3,}")


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """`word` in small letters; anything but an English word of three letters or more stays."""
    if not _LETTERS.fullmatch(word):
        return word
    word = _past(_plural(word))
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = f"{word[:-1]}i"
    return _last(_shortened(_replaced(_replaced(word, STEP_2), STEP_3)))


def _pattern(word: str) -> str:
    """ "v" for each vowel and "c" for each consonant; y is a vowel after a consonant."""
    pattern = ""
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and pattern.endswith("c"))
        pattern += "v" if vowel else "c"
    return pattern


def _measure(word: str) -> int:
    """How often a consonant follows a vowel."""
    return _pattern(word).count("vc")


def _has_vowel(word: str) -> bool:
    return "v" in _pattern(word)


def _is_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _pattern(word).endswith("c")


def _is_short(word: str) -> bool:
    return _pattern(word).endswith("cvc") and word[-1] not in "wxy"


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        base = word.removesuffix(ending)
        if base != word:
            return _mended(base) if _has_vowel(base) else word
    return word


def _mended(base: str) -> str:
    if base.endswith(("at", "bl", "iz")):
        return f"{base}e"
    if _is_double(base) and base[-1] not in "lsz":
        return base[:-1]
    return f"{base}e" if _measure(base) == 1 and _is_short(base) else base


def _replaced(word: str, endings: dict[str, str]) -> str:
    """The longest ending of `endings` is the one that counts."""
    for ending in sorted(endings, key=len, reverse=True):
        if word.endswith(ending):
            base = word.removesuffix(ending)
            return base + endings[ending] if _measure(base) > 0 else word
    return word


def _shortened(word: str) -> str:
    for ending in sorted(STEP_4, key=len, reverse=True):
        if word.endswith(ending):
            base = word.removesuffix(ending)
            kept = _measure(base) <= 1 or (ending == "ion" and base[-1] not in "st")
            return word if kept else base
    return word


def _last(word: str) -> str:
    if word.endswith("e"):
        measure = _measure(word[:-1])
        if measure > 1 or (measure == 1 and not _is_short(word[:-1])):
            word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word

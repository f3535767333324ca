import pytest

from articles.readability import FEWEST_WORDS, reading_grade, sentences, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("bed", 1), ("house", 1), ("the", 1), ("cared", 1), ("needed", 2), ("table", 2),
        ("people", 2), ("recovery", 4), ("sober", 2), ("medication", 4), ("buprenorphine", 4),
        ("being", 2), ("family", 3), ("idea", 3), ("houses", 2), ("shared", 1), ("called", 1),
        ("son's", 1), ("don’t", 1), ("988", 1), ("rhythm", 1), ("ourselves", 2), ("Friday", 2),
        ("apartment", 3), ("residence", 3), ("quiet", 2), ("area", 3), ("patient", 2),
    ],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_end_where_the_next_one_begins() -> None:
    assert len(sentences("Call us. It is free! Is it late? We answer at 2 p.m. tomorrow.")) == 4


def test_the_grade_is_the_formula() -> None:
    # Forty words of one syllable in eight sentences: 0.39 × 5 + 11.8 × 1 - 15.59.
    assert reading_grade(["We eat at six o. "] * 8) == pytest.approx(-1.84)


def test_long_words_in_long_sentences_ask_for_more() -> None:
    plain = ["Call us at any hour. We will pick up the phone. You can ask us what you like."] * 3
    hard = [
        "Individuals participating in residential rehabilitation interventions experience "
        "considerable organizational difficulties notwithstanding multidisciplinary support."
    ] * 3
    assert reading_grade(plain) < 3
    assert reading_grade(hard) > 20


def test_a_few_words_say_nothing() -> None:
    assert reading_grade(["word " * (FEWEST_WORDS - 1)]) is None
    assert reading_grade([]) is None

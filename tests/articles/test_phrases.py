import pytest

from articles.phrases import phrases_in


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("guarantee", "We GUARANTEED it."),
        ("guarantee", "guaranteeing nothing"),
        ("guarantee", "two guarantees"),
        ("guarantee", "a guar\u00adantee"),
        ("addict", "Addicts’ families"),
        ("addict", "the addict's mother"),
        ("100 % confidential", "It is 100% confidential."),
        ("100 % confidential", "100\u00a0% confidential"),
        ("100 % confidential", "one hundred percent confidential"),
        ("100 % confidential", "100 per cent confidential"),
        ("HIPAA compliant", "hipaa-compliant"),
        ("risk-free", "risk free"),
        ("remedy", "remedies"),
        ("ﬁx it", "We fix it."),
    ],
)
def test_a_phrase_is_found_however_it_is_written(phrase: str, text: str) -> None:
    assert phrases_in(text, [phrase]) == [phrase]


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("addict", "addiction and addictive"),
        ("guarantee", "guarantor"),
        ("get clean", "get it clean"),
        ("cure", "secure, curious"),
        ("100 % confidential", "100 people, confidential talks"),
        ("", "anything"),
        ("...", "anything"),
        (".*", "anything"),
    ],
)
def test_other_words_are_left_alone(phrase: str, text: str) -> None:
    assert phrases_in(text, [phrase]) == []

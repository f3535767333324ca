from listings.presenters.drawn import fact_rows
from listings.presenters.rows import Row


def test_what_is_known_is_shown_with_a_capital_letter_and_escaped():
    drawn = fact_rows([Row("Staff <1>", "a & b", "<b>note</b>")])
    assert (
        "<dt>Staff &lt;1&gt;</dt><dd>A &amp; b<small>&lt;b&gt;note&lt;/b&gt;</small></dd>" in drawn
    )


def test_for_what_is_not_known_one_is_led_to_the_form():
    drawn = fact_rows([Row("Staff", None)])
    assert '<div class="fact-open"><dt>Staff</dt><dd><a class="ask" href="#ask">' in drawn


def test_only_few_words_share_a_line_with_their_label():
    drawn = fact_rows([Row("Age", "18"), Row("Age", "18", "and older"), Row("Age", "18" * 10)])
    assert drawn.count("fact-short") == 1

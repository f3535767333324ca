from datetime import date

import pytest

from articles.imports import UnreadableDocument, parse


def test_settings_come_before_the_text() -> None:
    content = (
        '+++\ntitle = "A title"\nsummary = "Short."\ntopics = ["cost"]\npublished_on = 2026-03-01\n'
        '[[questions]]\nquestion = "Why?"\nanswer = "So."\n+++\n\n# A title\n\nText.\n'
    )
    document = parse(content.encode(), "x.md")
    assert (document.title, document.summary) == ("A title", "Short.")
    assert document.html == "<p>Text.</p>"
    assert document.settings["topics"] == ["cost"]
    assert document.settings["published_on"] == date(2026, 3, 1)
    assert document.settings["questions"] == [{"question": "Why?", "answer": "So."}]


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ('title = "unclosed', "can't be read"),
        ("title = 3", "title"),
        ('topics = ["a", 1]', "topics"),
        ("published_on = 2026-03-01T10:00:00Z", "published_on"),
        ('colour = "red"', "colour"),
        ("[[sources]]\ntitle = 3", "sources"),
        ('[[sources]]\nname = "x"', "sources"),
        ('sources = ["x"]', "sources"),
    ],
)
def test_wrong_settings_are_refused_by_name(settings: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        parse(f"+++\n{settings}\n+++\n\nText.".encode(), "x.md")


def test_a_line_of_plusses_further_down_is_text() -> None:
    assert "+++" in parse(b"# T\n\nText.\n\n+++\n\nMore.", "x.md").html

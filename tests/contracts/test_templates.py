"""What every template owes: words that can be translated, and nothing that a strict CSP refuses."""

from pathlib import Path

import pytest

from tests.contracts.template_text import glued, split, untranslated
from tests.environment import ROOT
from tests.markup import forbidden_in

TEMPLATES = ROOT / "templates"
# A condition chooses the very tag, so it can't be read as markup. It holds no words.
UNREADABLE = {TEMPLATES / "allauth" / "elements" / "button.html"}


def templates(*endings: str) -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*") if path.suffix in endings)


def test_every_word_can_be_translated() -> None:
    findings = [
        f"{path.relative_to(ROOT)} {finding}"
        for path in templates(".html", ".txt")
        if path not in UNREADABLE
        for finding in untranslated(path.read_text())
    ]
    assert findings == []


@pytest.mark.parametrize(
    "source",
    [
        "<h1>Find a house</h1>",
        "<h1>\n  {{ count }} houses\n</h1>",
        "{% if open %}open now{% endif %}",
        '<img src="a.jpg" alt="A porch">',
        '<button {% if big %}class="big"{% endif %} aria-label="Close">×</button>',
        '<input type="submit" value="Send">',
        '<meta name="description" content="Sober houses">',
        '{% include "components/_button.html" with label="Call now" %}',
        '{{ house.name|default:"No name" }}',
        "{% translate 'Rent' %} per week",
        "{% blocktranslate %}Rent{% endblocktranslate %} per week",
    ],
)
def test_a_word_nobody_can_translate_is_found(source: str) -> None:
    assert untranslated(source) != []


@pytest.mark.parametrize(
    "source",
    [
        '<h1 class="large title">{% translate "Find a house" %}</h1>',
        "{% blocktranslate trimmed %}\n  Call {{ name }}\n{% endblocktranslate %}",
        '<a href="tel:988">988</a> · <a href="tel:+18006624357">1-800-662-HELP (4357)</a>',
        '{% translate "Close" as close %}<button aria-label="{{ close }}">×</button>',
        '{% include "components/_button.html" with label=_("Call now") class="button large" %}',
        '{{ house.confirmed_at|date:"M j, Y" }}',
        '{% if house.gender == "Men only" %}{{ house.gender_label }}{% endif %}',
        "{% block main_class %}wrap narrow{% endblock %}",
        "{# A note to the next reader #}{% comment %}Not shown{% endcomment %}",
        '<script type="module" src="{% static "js/site.js" %}"></script>',
    ],
)
def test_what_needs_no_translation_is_let_through(source: str) -> None:
    assert untranslated(source) == []


def test_a_finding_names_its_line() -> None:
    assert untranslated("<p>\n\n{{ a }}\n</p>\n<p>Hello there</p>") == ["line 5: Hello there"]


def test_a_sentence_is_one_message() -> None:
    findings = [
        f"{path.relative_to(ROOT)} {finding}"
        for path in templates(".html", ".txt")
        for finding in glued(path.read_text())
    ]
    assert findings == []


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Call us:" %} <a href="tel:988">988</a>',
        '{% translate "Next:" %} {{ step }}',
        '<b>{% translate "The site says:" %}</b> {{ words }}',
        '{% translate "Add" %}<span class="hidden-visually"> {{ name }}</span>',
        '<b>{{ count }}</b> {% translate "sq ft" %}',
        '{{ count }} {% translate "homes" %}',
        '{% if one %}{% translate "bath" %}{% endif %}',
    ],
)
def test_a_message_that_is_part_of_a_sentence_is_found(source: str) -> None:
    assert glued(source) != []


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "We keep it." %} <a href="/privacy/">{% translate "Read on" %}</a>',
        '<a href="/a/">{% translate "Sign in" %}</a> <a href="/b/">{% translate "Back" %}</a>',
        '<dt>{% translate "House" %}</dt><dd>{{ house }}</dd>',
        '{% translate "Articles" as label %}{{ label }}',
        "{% blocktranslate trimmed %}Call <b>{{ name }}</b> now{% endblocktranslate %}",
    ],
)
def test_a_whole_message_is_let_through(source: str) -> None:
    assert glued(source) == []


def test_nothing_is_inline_and_nothing_foreign() -> None:
    findings = [
        f"{path.relative_to(ROOT)} {finding}"
        for path in templates(".html")
        for finding in forbidden_in(split(path.read_text())[0])
    ]
    assert findings == []


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        '<img src="https://elsewhere.example/a.png">',
        '<img srcset="/a.png 1x, https://elsewhere.example/b.png 2x">',
        '<link rel="stylesheet" href="//elsewhere.example/a.css">',
        '<iframe src="https://elsewhere.example/"></iframe>',
        '<form action="https://elsewhere.example/">',
    ],
)
def test_what_the_policy_refuses_is_found(markup: str) -> None:
    assert forbidden_in(markup) != []


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="application/ld+json">{}</script>',
        '<script type="module" src="/static/js/site.js"></script>',
        '<a href="https://www.narronline.example/">',
        '<img src="http://localhost:8000/media/a.avif" srcset="/a.webp 1x">',
    ],
)
def test_what_the_policy_allows_is_let_through(markup: str) -> None:
    assert forbidden_in(markup, own_hosts={"localhost"}) == []

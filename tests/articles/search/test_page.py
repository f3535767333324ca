"""The page that answers a search, as a visitor gets it."""

import re
from urllib.parse import quote

import pytest

from tests.factories.articles import make_published, make_topic
from tests.factories.listings import site_owner

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'<input type="search"[^>]* value="([^"]*)"')


@pytest.fixture(autouse=True)
def owner():
    return site_owner()


@pytest.fixture
def article():
    return make_published(
        title="The <b>deposit</b>", body="<p>You get it back.</p>", topics=(make_topic("Money"),)
    )


def test_results_show_the_words_marked_and_nothing_else_as_markup(public_page, article):
    page = public_page("/articles/", q="deposits back").content.decode()
    assert "1 article for “deposits back”" in page
    assert "The &lt;b&gt;<mark>deposit</mark>&lt;/b&gt;</a>" in page
    assert "You get it <mark>back</mark>." in page
    assert FIELD.findall(page) == ["deposits back"]


def test_the_page_is_not_for_search_engines(public_page, article):
    page = public_page("/articles/", q="deposit").content.decode()
    assert '<meta name="robots" content="noindex, follow">' in page
    assert '<link rel="canonical" href="http://localhost:8000/articles/">' in page


@pytest.mark.parametrize(
    "question", ['"><script>x()</script>', "</title>&<b>", "\0'", "%s %(x)s {}"]
)
def test_what_was_typed_is_only_text(public_page, article, question):
    page = public_page("/articles/", q=question).content.decode()
    assert "<script>x" not in page
    assert "</title>&<b>" not in page


@pytest.mark.parametrize("question", ["", "   "])
def test_nothing_typed_shows_the_list(public_page, article, question):
    page = public_page("/articles/", q=question).content.decode()
    assert "article-card" in page
    assert "noindex" not in page


def test_nothing_found_offers_the_nearest_word_topics_and_a_person(public_page, article):
    response = public_page("/articles/", q="depozit")
    page = response.content.decode()
    assert '<a href="?q=deposit">deposit</a>?' in page
    assert "We have not written about that yet" in page
    assert article.topics.get().get_absolute_url() in page
    assert 'href="tel:+18332851315"' in page.partition("<main")[2].partition("</main")[0]


def test_a_topic_searches_itself_and_leads_to_the_search_of_all(public_page, article):
    other = make_topic("Other")
    make_published(topics=(other,))
    page = public_page(other.get_absolute_url(), q="deposit").content.decode()
    assert "0 articles for" in page
    assert 'href="/articles/?q=deposit"' in page
    assert f'action="{other.get_absolute_url()}"' in page
    found = public_page(article.topics.get().get_absolute_url(), q="deposit").content.decode()
    assert "1 article for" in found


def test_many_results_come_in_pages_and_cost_the_same(public_page):
    make_published(title="Cost 0")
    one = public_page("/articles/", q="cost").query_count
    for number in range(11):
        make_published(title=f"Cost {number}")
    many = public_page("/articles/", q="cost")
    assert many.query_count == one
    assert 'href="?q=cost&amp;page=2"' in many.content.decode()
    second = public_page("/articles/", q="cost", page="2").content.decode()
    assert second.count("<h3><a href") == 2


@pytest.mark.parametrize("page", ["0", "-1", "x", "99", "9" * 30])
def test_a_page_that_is_not_there_is_a_page_that_is(public_page, article, page):
    assert "1 article for" in public_page("/articles/", q="deposit", page=page).content.decode()


def test_a_search_is_for_reading_alone(client, article):
    assert client.post(f"/articles/?q={quote('deposit')}").status_code == 405


def test_a_topic_without_articles_or_words_is_not_found(public_page):
    public_page(make_topic("Empty").get_absolute_url(), status=404)
    page = public_page(make_topic("Said", intro="What it is.").get_absolute_url()).content.decode()
    assert "What it is." in page
    assert "Nothing here yet" in page
    assert "noindex" in page

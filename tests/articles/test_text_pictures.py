"""Pictures in a text: for every screen, in a place that is kept free until they come."""

import re

import pytest

from articles.html import clean
from articles.models import Article
from articles.text_pictures import drawn, leading_picture, with_sizes
from tests.articles.test_cleaning import PICTURE
from tests.factories.articles import make_picture, make_published
from tests.factories.listings import site_owner

LONG = "<p>" + "Word by word. " * 60 + "</p>"


def figure(size: str = ' width="640" height="427"', src: str = PICTURE) -> str:
    return f'<figure><img src="{src}" alt="A &quot;green&quot; door."{size}></figure>'


def test_a_picture_is_drawn_for_every_screen() -> None:
    html = drawn(clean(LONG + figure()))
    base = PICTURE.removesuffix("640.webp")
    for kind in ("avif", "webp"):
        widths = ", ".join(f"{base}{width}.{kind} {width}w" for width in (320, 640, 1280))
        assert f'type="image/{kind}" srcset="{widths}"' in html
    assert 'alt="A &quot;green&quot; door." width="640" height="427" loading="lazy"' in html


def test_a_small_picture_claims_no_more_than_it_has() -> None:
    html = drawn(clean(figure(' width="500" height="300"')))
    assert re.findall(r" (\d+)w", html) == ["320", "500"] * 2


def test_a_picture_at_the_beginning_does_not_wait() -> None:
    text = clean(figure() + figure())
    html = drawn(text, first_early=True)
    assert html.index('fetchpriority="high"') < html.index('loading="lazy"')
    assert html.count("fetchpriority") == html.count("loading") == 1
    assert "fetchpriority" not in drawn(text)
    assert leading_picture(text) is not None
    assert leading_picture(clean(LONG + figure())) is None
    assert leading_picture("<p>Text.</p>") is None


def test_a_text_without_a_picture_stays_as_it_is() -> None:
    assert drawn("<p>Text.</p>") == "<p>Text.</p>"
    assert drawn('<img src="/media/x" alt="">') == '<img src="/media/x" alt="">'


@pytest.mark.django_db
def test_sizes_come_from_the_library(django_assert_num_queries) -> None:
    src = make_picture().files.webp_url
    html = clean(figure("", src) + figure() + figure(""))
    with django_assert_num_queries(1):
        sized = with_sizes(html)
    assert re.findall(r'width="(\d+)" height="(\d+)"', sized) == [("640", "480"), ("640", "427")]
    assert clean(str(sized)) == sized
    with django_assert_num_queries(0):
        assert with_sizes(clean(figure())) == clean(figure())


@pytest.mark.django_db
def test_an_article_without_a_cover_fetches_its_first_picture_early(public_page) -> None:
    site_owner()
    article = make_published(body=figure(src=make_picture().files.webp_url))
    page = public_page(article.get_absolute_url()).content.decode()
    head, _head, rest = page.partition("</head>")
    srcset = re.search(r'type="image/avif" srcset="([^"]+)"', rest)[1]
    assert f'imagesrcset="{srcset}"' in head
    Article.objects.filter(pk=article.pk).update(body=clean(LONG + article.body))
    assert (
        'rel="preload" as="image"' not in public_page(article.get_absolute_url()).content.decode()
    )

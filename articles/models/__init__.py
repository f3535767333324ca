from articles.models.articles import (
    Article,
    ArticleQuestion,
    ArticleSource,
    FormerArticlePath,
    Page,
    Topic,
)
from articles.models.people import Person
from articles.models.pictures import Picture

__all__ = [
    "Article",
    "ArticleQuestion",
    "ArticleSource",
    "FormerArticlePath",
    "Page",
    "Person",
    "Picture",
    "Topic",
]

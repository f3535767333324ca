from articles.models.articles import Article
from articles.models.pages import Page
from articles.models.parts import ArticleQuestion, ArticleSource, FormerArticlePath
from articles.models.people import Person
from articles.models.pictures import Picture
from articles.models.reviews import ReviewRequest
from articles.models.topics import Topic
from articles.models.words import AllowedPhrase, ForbiddenClaim, Wording

__all__ = [
    "AllowedPhrase",
    "Article",
    "ArticleQuestion",
    "ArticleSource",
    "ForbiddenClaim",
    "FormerArticlePath",
    "Page",
    "Person",
    "Picture",
    "ReviewRequest",
    "Topic",
    "Wording",
]

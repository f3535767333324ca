from articles.models.articles import Article
from articles.models.former_paths import FormerPath
from articles.models.imports import ImportItem, ImportRun, Origin
from articles.models.link_pictures import LinkPicture
from articles.models.pages import Page
from articles.models.parts import ArticleQuestion, ArticleSource, FormerArticlePath
from articles.models.people import Person
from articles.models.pictures import Picture
from articles.models.reviews import ReviewRequest
from articles.models.search import ArticleText
from articles.models.topics import Topic
from articles.models.words import AllowedPhrase, ForbiddenClaim, Wording

__all__ = [
    "AllowedPhrase",
    "Article",
    "ArticleQuestion",
    "ArticleSource",
    "ArticleText",
    "ForbiddenClaim",
    "FormerArticlePath",
    "FormerPath",
    "ImportItem",
    "ImportRun",
    "LinkPicture",
    "Origin",
    "Page",
    "Person",
    "Picture",
    "ReviewRequest",
    "Topic",
    "Wording",
]

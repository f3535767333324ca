from articles.models.articles import Article
from articles.models.former_paths import FormerPath
from articles.models.imports import ImportItem, ImportRun, Origin
from articles.models.link_pictures import LinkPicture
from articles.models.pages import Page
from articles.models.parts import ArticleQuestion, ArticleSource, FormerArticlePath
from articles.models.people import Person
from articles.models.pictures import Picture
from articles.models.search import ArticleText
from articles.models.topics import Topic

__all__ = [
    "Article",
    "ArticleQuestion",
    "ArticleSource",
    "ArticleText",
    "FormerArticlePath",
    "FormerPath",
    "ImportItem",
    "ImportRun",
    "Origin",
    "LinkPicture",
    "Page",
    "Person",
    "Picture",
    "Topic",
]

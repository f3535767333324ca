from articles.admin.articles import ArticleAdmin
from articles.admin.former_paths import FormerPathAdmin
from articles.admin.imports import ImportRunAdmin
from articles.admin.pages import PageAdmin
from articles.admin.people import PersonAdmin
from articles.admin.pictures import PictureAdmin
from articles.admin.topics import TopicAdmin

__all__ = [
    "ArticleAdmin",
    "FormerPathAdmin",
    "ImportRunAdmin",
    "PageAdmin",
    "PersonAdmin",
    "PictureAdmin",
    "TopicAdmin",
]
